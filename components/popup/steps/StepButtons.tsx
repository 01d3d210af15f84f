import type { ComponentChildren } from 'preact';
import { t } from '@/utils/browser/i18n';

interface StepButtonsProps {
  /** `data-action` and words of the one thing to do. */
  readonly action: string;
  readonly label: string;
  readonly off?: boolean;
  readonly on: () => void;
  readonly onCancel: () => void;
  /** What the way out says; else "Cancel". */
  readonly cancel?: string;
  /** What else can be done. */
  readonly children?: ComponentChildren;
}

/** The one thing to do, and the way out. */
export const StepButtons = ({
  action,
  label,
  off = false,
  on,
  onCancel,
  cancel,
  children,
}: StepButtonsProps) => (
  <div class="step-buttons">
    <button
      type="button"
      class="primary"
      data-action={action}
      aria-disabled={off ? 'true' : undefined}
      onClick={() => !off && on()}
    >
      {label}
    </button>
    {children}
    <button type="button" class="plain" data-action="cancel" onClick={onCancel}>
      {cancel ?? t('action_cancel')}
    </button>
  </div>
);
