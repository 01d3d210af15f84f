import { useState } from 'preact/hooks';
import { type MessageKey, t } from '@/utils/browser/i18n';
import type { FoldKind, Piece } from '@/utils/export/turn';
import { LongText } from './LongText';
import type { ReaderTools } from './props';
import { CodeText, MarkdownText } from './RichText';

const FOLDS: Record<FoldKind, MessageKey> = {
  thinking: 'library_fold_thinking',
  tool: 'library_fold_tool',
  'tool-error': 'library_fold_tool_error',
  attachment: 'library_fold_attachment',
  compaction: 'library_fold_compaction',
  unknown: 'library_fold_unknown',
  more: 'library_fold_more',
};

const LABELS = ['message', 'input', 'result', 'shown', 'data', 'more', 'image', 'cut_off'] as const;

/** The export's own labels have words here; a file's name or a field's stands for itself. Firefox complains of a key without words. */
function labelWords(label: string): string {
  const key = label.toLowerCase().replace(/[^a-z]+/g, '_');
  const known = LABELS.find((one) => one === key);
  return known ? t(`library_piece_${known}`) : label;
}

interface FoldProps {
  readonly what: FoldKind;
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly tools: ReaderTools;
}

/** What is inside is plain text until it is first opened, so that a find in the page has it. It is open from the start when the searched words are in it. */
export function Fold({ what, name, pieces, tools }: FoldProps) {
  const isHit = tools.find !== null && pieces.some(({ text }) => (tools.find?.(text).length ?? 0) > 0);
  const [wasOpened, setWasOpened] = useState(isHit);
  const title = [t(FOLDS[what]), name].filter(Boolean).join(': ');
  return (
    <details
      class="fold"
      data-fold={what}
      open={isHit}
      onToggle={(event) => event.currentTarget.open && setWasOpened(true)}
    >
      <summary>{title}</summary>
      {pieces.map((piece, index) => (
        <PieceView key={index} {...piece} isPlain={!wasOpened} what={what} title={title} tools={tools} />
      ))}
    </details>
  );
}

interface PieceProps extends Piece {
  readonly what: FoldKind;
  readonly title: string;
  readonly isPlain: boolean;
  readonly tools: ReaderTools;
}

function PieceView({ label, text, language, what, title, isPlain, tools: { rich } }: PieceProps) {
  const words = label === '' ? '' : labelWords(label);
  return (
    <div>
      {words !== '' && <p class="label">{words}</p>}
      {text !== '' && (
        <LongText text={text}>
          {(shown) => {
            if (isPlain) return <pre>{shown}</pre>;
            if (what === 'thinking') return <MarkdownText rich={rich} text={shown} links={NO_LINKS} />;
            return <CodeText rich={rich} text={shown} language={language} label={words || title} />;
          }}
        </LongText>
      )}
    </div>
  );
}

const NO_LINKS: readonly never[] = [];
