import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Link, Mark, Part, Turn } from '@/utils/export/turn';
import { webAddress } from '@/utils/export/web-address';
import { clockTime } from '../format';
import { Fold } from './Fold';
import { ForkMark } from './ForkMark';
import { LongText } from './LongText';
import type { ReaderTools } from './props';
import { MarkdownText } from './RichText';

export function TurnView({ turn, tools }: { turn: Turn; tools: ReaderTools }) {
  const at = turn.at === null ? Number.NaN : Date.parse(turn.at);
  return (
    <section class="turn" data-sender={turn.sender} data-message={turn.number} tabIndex={-1}>
      <h3>
        {t(`library_sender_${turn.sender}`)}
        <span class="quiet">
          {` ${turn.number}`}
          {Number.isFinite(at) && ` · ${clockTime(at, tools.clock)}`}
        </span>
      </h3>
      <ForkMark turn={turn} onJump={tools.onJump} />
      {turn.parts.map((part, index) => (
        <PartView key={index} part={part} after={turn.parts[index + 1]} turn={turn} tools={tools} />
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

interface PartProps {
  readonly part: Part;
  /** The citations of a text come right behind it. */
  readonly after: Part | undefined;
  readonly turn: Turn;
  readonly tools: ReaderTools;
}

function PartView({ part, after, turn, tools }: PartProps) {
  switch (part.kind) {
    case 'text':
      // What a person typed stands as it was typed.
      return turn.sender === 'human' ? (
        <LongText text={part.text}>{(shown) => <div class="text as-typed">{shown}</div>}</LongText>
      ) : (
        <LongText text={part.text}>
          {(shown) => (
            <MarkdownText
              rich={tools.rich}
              text={shown}
              links={after?.kind === 'links' ? after.links : NO_LINKS}
            />
          )}
        </LongText>
      );
    case 'file':
      return <p class="note file">{t('library_file', part.name, part.detail)}</p>;
    case 'links':
      return <Links links={part.links} />;
    case 'fold':
      return <Fold what={part.what} name={part.name} pieces={part.pieces} tools={tools} />;
  }
}

const NO_LINKS: readonly Link[] = [];

/** Each source once, however often it is cited. */
const Links = ({ links }: { links: readonly Link[] }) => (
  <ul class="links" aria-label={t('library_sources')}>
    {[...new Map(links.map((link) => [link.number, link])).values()].map(({ number, title, url }) => (
      <li key={number}>
        {`[${number}] `}
        {webAddress(url) ? (
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
