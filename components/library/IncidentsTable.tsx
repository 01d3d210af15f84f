import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { OwnIncident, Timeline, TimelineRow } from '@/utils/incidents/types';
import { type Clock, isoTime } from '../format';
import { evidenceWords } from '../words';
import { concernWords, dateWords, lastedWords, modelWords, whatWords } from './incident-words';

interface TableProps {
  readonly timeline: Timeline;
  readonly newestFirst: boolean;
  readonly clock: Clock;
  readonly onSort: () => void;
}

/** Then on request: 90 days may be long. */
const STEP = 40;

const COLUMNS = ['incidents_lasted', 'incidents_who', 'incidents_what', 'incidents_concerned'] as const;

/** Named, because on a narrow screen the rows are laid out as cards, and then some browsers see no table in it. */
const ROLE = { table: 'table', group: 'rowgroup', row: 'row', head: 'columnheader', cell: 'cell' } as const;

/** The same as the picture, in words. */
export function IncidentsTable({ timeline, newestFirst, clock, onSort }: TableProps) {
  const [shown, setShown] = useState(STEP);
  const rows = newestFirst ? timeline.rows : timeline.rows.toReversed();
  return (
    <section aria-labelledby="list-label">
      <h2 id="list-label">{t('incidents_list')}</h2>
      {rows.length === 0 ? (
        <p class="empty">{t('incidents_list_empty')}</p>
      ) : (
        <table role={ROLE.table} aria-labelledby="list-label" class="happened">
          <thead role={ROLE.group}>
            <tr role={ROLE.row}>
              <th role={ROLE.head} scope="col" aria-sort={newestFirst ? 'descending' : 'ascending'}>
                <button type="button" class="sort" data-action="sort" onClick={onSort}>
                  {t('incidents_time')} <span aria-hidden="true">{newestFirst ? '↓' : '↑'}</span>
                </button>
              </th>
              {[...COLUMNS, 'incidents_chat' as const].map((key) => (
                <th key={key} role={ROLE.head} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role={ROLE.group}>
            {rows.slice(0, shown).map((row) => (
              <Row key={row.id} row={row} clock={clock} />
            ))}
          </tbody>
        </table>
      )}
      {rows.length > shown && (
        <button
          type="button"
          class="button more"
          data-action="show-more"
          onClick={() => setShown(shown + STEP)}
        >
          {t('diagnostics_more', rows.length - shown)}
        </button>
      )}
    </section>
  );
}

const Row = ({ row, clock }: { row: TimelineRow; clock: Clock }) => (
  <tr role={ROLE.row} data-kind={row.kind}>
    <Cell of="incidents_time">
      <time datetime={isoTime(row.from)}>{dateWords(row.from, clock)}</time>
    </Cell>
    <Cell of="incidents_lasted">{lastedWords(row, clock)}</Cell>
    <Cell of="incidents_who">{t(`incidents_who_${row.kind}`)}</Cell>
    <Cell of="incidents_what">
      {row.kind === 'failures' ? whatWords(row) : <strong>{whatWords(row)}</strong>}
      <More row={row} />
    </Cell>
    <Cell of="incidents_concerned">{modelWords(row)}</Cell>
    <Cell of="incidents_chat">{concernWords(row)}</Cell>
  </tr>
);

interface CellProps {
  readonly of: (typeof COLUMNS)[number] | 'incidents_time' | 'incidents_chat';
  readonly children: preact.ComponentChildren;
}

/** What isn't known is an empty cell, which a narrow screen leaves out. */
const Cell = ({ of, children }: CellProps) => (
  <td role={ROLE.cell} data-label={t(of)}>
    {children}
  </td>
);

function More({ row }: { row: TimelineRow }) {
  if (row.kind === 'official' && row.incident.impact !== null)
    return <code>{t(`incidents_impact_${row.incident.impact}`)}</code>;
  return row.kind === 'own' ? <Evidence incident={row.incident} /> : null;
}

function Evidence({ incident: { code, failures, evidence } }: { incident: OwnIncident }) {
  const lines = evidence.map(evidenceWords).filter((words) => words !== '');
  return (
    <>
      <code>{[code, t('incidents_failed', failures)].filter((words) => words !== null).join(' · ')}</code>
      {lines.length > 0 && (
        <details>
          <summary>{t('incidents_why', lines.length)}</summary>
          <ul>
            {lines.map((words, index) => (
              <li key={index}>{words}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
