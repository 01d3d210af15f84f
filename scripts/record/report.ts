import type { Recorded } from './record.ts';

/** For whoever made the recording: what Lifeline makes of each request, and what it doesn't understand. */
export function reportOf({ lifeline, entries, total, unknownWords, browser }: Recorded): string {
  const rows = lifeline.requests.map((request, index) => {
    const { says, findings, unclear, kind, status } = request;
    const at = ((entries[index]?.startedAt ?? 0) - (entries[0]?.startedAt ?? 0)) / 1000;
    const line = `${String(index + 1).padStart(3)}  ${at.toFixed(1).padStart(7)} s  ${kind.padEnd(17)} ${String(status || '–').padStart(3)}  ${says.join('; ') || '–'}`;
    const found = findings.length > 0 ? `  → ${findings.join(', ')}` : '';
    return line + found + (unclear ? `\n${' '.repeat(14)}NOT UNDERSTOOD: ${unclear}` : '');
  });
  return [
    `${entries.length} of ${total} requests concern claude.ai's failures or its protocol${browser && ` (${browser})`}.`,
    '',
    ...rows,
    '',
    `Verdict on this alone: ${lifeline.verdict} (${lifeline.reason})${lifeline.findings.length > 0 ? ` from ${lifeline.findings.join(', ')}` : ''}`,
    ...(unknownWords.length > 0
      ? [
          '',
          `Names that aren't known, and were replaced: ${unknownWords.join(', ')}`,
          "Where they are claude.ai's own, add them to scripts/record/vocabulary.ts and record again.",
        ]
      : []),
  ].join('\n');
}

/** For the list of recordings. */
export function lineOf({ lifeline, browser, seen }: Recorded): string {
  const failures = lifeline.requests.filter(({ findings }) => findings.length > 0);
  const what = [
    ...new Set(
      failures.map(({ kind, status, says }) => `${kind}${status ? ` ${status}` : ''}: ${says.at(-1)}`),
    ),
  ];
  return [
    browser || 'a browser',
    seen,
    what.slice(0, 3).join(' · ') || 'no failure',
    `verdict ${lifeline.verdict}`,
  ].join('; ');
}

/** A name for its folder. */
export function nameOf({ lifeline, seen }: Recorded): string {
  const worst = lifeline.requests.find(({ findings }) => findings.length > 0);
  return `${seen}-${lifeline.verdict}${worst ? `-${worst.kind}${worst.status ? `-${worst.status}` : ''}` : ''}`;
}
