import { type MessageKey, t } from '@/utils/browser/i18n';
import type { FoldKind, Link, Mark, Part, Piece, Turn } from '@/utils/export/turn';
import { type Clock, clockTime } from '../format';

export function TurnView({ turn, clock }: { turn: Turn; clock: Clock }) {
  const at = turn.at === null ? Number.NaN : Date.parse(turn.at);
  return (
    <section class="turn" data-sender={turn.sender}>
      <h3>
        {t(`library_sender_${turn.sender}`)}
        <span class="quiet">
          {` ${turn.number}`}
          {Number.isFinite(at) && ` · ${clockTime(at, clock)}`}
        </span>
      </h3>
      {turn.versions.length > 0 && (
        <p class="note">{t('library_other_versions', turn.versions.join(', '))}</p>
      )}
      {turn.parts.map((part, index) => (
        <PartView key={index} part={part} />
      ))}
      {turn.marks.map((mark, index) => (
        <p key={index} class="note">
          {markWords(mark)}
        </p>
      ))}
    </section>
  );
}

const MARKS: Record<Extract<Mark, string>, MessageKey> = {
  cancelled: 'library_mark_cancelled',
  truncated: 'library_mark_truncated',
  'cut-off': 'library_mark_cut_off',
};
const markWords = (mark: Mark): string =>
  typeof mark === 'string' ? t(MARKS[mark]) : t('library_mark_other', mark.stopReason);

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text':
      return <div class="text">{part.text}</div>;
    case 'file':
      return <p class="note">{t('library_file', part.name, part.detail)}</p>;
    case 'links':
      return <Links links={part.links} />;
    case 'fold':
      return <Fold what={part.what} name={part.name} pieces={part.pieces} />;
  }
}

/** Only web addresses become links: a payload may name `javascript:` ones. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

const Links = ({ links }: { links: readonly Link[] }) => (
  <ul class="links">
    {links.map(({ number, title, url }, index) => (
      <li key={index}>
        {`[${number}] `}
        {isWeb(url) ? (
          <a class="link" href={url} target="_blank" rel="noreferrer">
            {title || url}
          </a>
        ) : (
          `${title} ${url}`
        )}
      </li>
    ))}
  </ul>
);

const FOLDS: Record<FoldKind, MessageKey> = {
  thinking: 'library_fold_thinking',
  tool: 'library_fold_tool',
  'tool-error': 'library_fold_tool_error',
  attachment: 'library_fold_attachment',
  compaction: 'library_fold_compaction',
  unknown: 'library_fold_unknown',
  more: 'library_fold_more',
};

/** The export's own labels have words here; a file's name or a field's stands for itself. */
const labelWords = (label: string): string =>
  t(`library_piece_${label.toLowerCase().replaceAll(' ', '_')}` as MessageKey) || label;

const Fold = ({ what, name, pieces }: { what: FoldKind; name: string; pieces: readonly Piece[] }) => (
  <details class="fold">
    <summary>{[t(FOLDS[what]), name].filter(Boolean).join(': ')}</summary>
    {pieces.map(({ label, text }, index) => (
      <div key={index}>
        {label !== '' && <p class="label">{labelWords(label)}</p>}
        <pre>{text}</pre>
      </div>
    ))}
  </details>
);
