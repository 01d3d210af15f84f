import type { SurfaceStep } from '@/utils/fixes/types';
import type { StepProps } from '../props';
import { AskToReplace } from './AskToReplace';
import { ChainGuide } from './ChainGuide';
import { ChooseAssistant } from './ChooseAssistant';
import { CopyText } from './CopyText';
import { Guide } from './Guide';
import { NameAttachments } from './NameAttachments';
import { Report } from './Report';

/** The step of the running fix that needs the user's eyes, or a click. */
export function StepPanel(props: StepProps & { readonly step: SurfaceStep }) {
  const { step } = props;
  return (
    <div class="step" data-step={step.verb}>
      {partOf(props)}
    </div>
  );
}

function partOf({ step, ...props }: StepProps & { readonly step: SurfaceStep }) {
  switch (step.verb) {
    case 'show-steps':
      return <Guide {...props} guide={step.guide} />;
    case 'show-chain':
      return <ChainGuide {...props} />;
    case 'show-report':
      return <Report {...props} />;
    case 'copy-text':
      return <CopyText key={step.what} {...props} what={step.what} />;
    case 'choose-assistant':
      return <ChooseAssistant {...props} />;
    case 'ask-to-replace':
      return <AskToReplace {...props} />;
    case 'name-attachments':
      return <NameAttachments {...props} names={step.names} />;
    default:
      return step satisfies never;
  }
}
