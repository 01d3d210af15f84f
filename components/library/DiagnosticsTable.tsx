import { t } from '@/utils/browser/i18n';
import type { Failure } from '@/utils/failures/types';
import { type Clock, clockTime, isoTime } from '../format';
import { classWords, deedWords, durationOf, placeWords } from './diagnostics-words';

interface TableProps {
  readonly failures: readonly Failure[];
  readonly shown: number;
  readonly clock: Clock;
  readonly onShowMore: () => void;
}

const COLUMNS = [
  'diagnostics_time',
  'diagnostics_what',
  'diagnostics_status',
  'diagnostics_where',
  'diagnostics_model',
  'diagnostics_took',
  'diagnostics_page_did',
  'diagnostics_request',
] as const;

/** Named, because on a narrow screen the rows are laid out as cards, and then some browsers see no table in it. */
const TABLE = { role: 'table' } as const;
const GROUP = { role: 'rowgroup' } as const;
const ROW = { role: 'row' } as const;
const HEAD = { role: 'columnheader' } as const;
const CELL = { role: 'cell' } as const;

/** Newest first. */
export function DiagnosticsTable({ failures, shown, clock, onShowMore }: TableProps) {
  const left = failures.length - shown;
  return (
    <>
      <table {...TABLE} aria-labelledby="failures-label">
        <thead {...GROUP}>
          <tr {...ROW}>
            {COLUMNS.map((key) => (
              <th key={key} {...HEAD} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...GROUP}>
          {failures.slice(0, shown).map((failure) => (
            <Row key={`${failure.at} ${failure.key}`} failure={failure} clock={clock} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" class="button more" data-action="show-more" onClick={onShowMore}>
          {t('diagnostics_more', left)}
        </button>
      )}
    </>
  );
}

function Row({ failure, clock }: { failure: Failure; clock: Clock }) {
  const { at, status, errorType, errorCode, where, protocol, model, latencyMs, silentMs, page } = failure;
  const tookMs = silentMs ?? latencyMs;
  return (
    <tr {...ROW} data-failure={failure.class}>
      <Cell of="diagnostics_time">
        <time datetime={isoTime(at)} title={isoTime(at)}>
          {clockTime(at, clock)}
        </time>
      </Cell>
      <Cell of="diagnostics_what">
        <strong>{classWords(failure.class)}</strong>
        <Codes codes={[errorType, errorCode]} />
      </Cell>
      <Cell of="diagnostics_status" number>
        {status}
      </Cell>
      <Cell of="diagnostics_where">
        {placeWords(where)}
        <Codes codes={[protocol]} />
      </Cell>
      <Cell of="diagnostics_model">{model}</Cell>
      <Cell of="diagnostics_took" number>
        {tookMs !== null && durationOf(tookMs, clock.locale)}
      </Cell>
      <Cell of="diagnostics_page_did">{deedWords(page)}</Cell>
      <Cell of="diagnostics_request">
        <Codes codes={[failure.requestId, failure.ray]} />
      </Cell>
    </tr>
  );
}

interface CellProps {
  readonly of: (typeof COLUMNS)[number];
  readonly number?: boolean;
  readonly children: preact.ComponentChildren;
}

/** What isn't known is an empty cell, which a narrow screen leaves out. */
const Cell = ({ of, number, children }: CellProps) => (
  <td {...CELL} data-label={t(of)} class={number ? 'number' : undefined}>
    {children}
  </td>
);

function Codes({ codes }: { codes: readonly (string | null)[] }) {
  const known = codes.filter((code) => code !== null);
  return known.length === 0 ? null : <code>{known.join(' ')}</code>;
}
