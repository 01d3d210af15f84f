/** A recording on the disk: `recording.json`, and beside it a file for each body. Written and read again without a loss. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './har.ts';
import type { Judgement } from './judgement.ts';
import { kindOf } from './kept.ts';

interface Stored {
  /** Name and version of the browser that saved it. */
  readonly browser: string;
  /** Year and month. */
  readonly seen: string;
  readonly lifeline: Judgement;
  readonly entries: readonly StoredEntry[];
}

type StoredEntry = Omit<Entry, 'body'> & {
  /** File beside this one; null when the browser saved none, or it tells nothing. */
  readonly body: string | null;
};

export interface Written {
  readonly browser: string;
  readonly seen: string;
  readonly lifeline: Judgement;
  readonly entries: readonly Entry[];
}

/** Name of each file, and what is in it. */
export function filesOf({ browser, seen, lifeline, entries }: Written): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const stored = entries.map((entry, index): StoredEntry => {
    const name = `${String(index + 1).padStart(2, '0')}-${kindOf(entry)}.${endingOf(entry)}`;
    if (entry.body) files.set(name, entry.body);
    return { ...entry, body: entry.body && name };
  });
  const json = JSON.stringify({ browser, seen, lifeline, entries: stored } satisfies Stored, null, 2);
  return new Map([['recording.json', new TextEncoder().encode(`${json}\n`)], ...files]);
}

function endingOf({ headers, body }: Entry): string {
  const type = headers['content-type'] ?? '';
  if (/proto/.test(type)) return 'bin';
  if (/event-stream/.test(type)) return 'sse.txt';
  const start = new TextDecoder().decode(body?.subarray(0, 64)).trimStart();
  return start.startsWith('<') ? 'html' : /^[{[]/.test(start) ? 'json' : 'txt';
}

export function writeRecording(folder: string, recording: Written): void {
  const isOther = existsSync(folder) && !existsSync(join(folder, 'recording.json'));
  if (isOther) throw new Error(`${folder} is there already, and is no recording.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of filesOf(recording)) writeFileSync(join(folder, name), bytes);
}

export function readRecording(folder: string): Written {
  const stored = JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8')) as Stored;
  const entries = stored.entries.map((entry) => ({
    ...entry,
    body: entry.body === null ? null : new Uint8Array(readFileSync(join(folder, entry.body))),
  }));
  return { ...stored, entries };
}

const HEADING = `# Recorded failures

What claude.ai really answered, in other words: made by \`npm run record\`, see docs/when-claude-changes.md.
\`tests/unit/scripts/record/recorded.test.ts\` replays each of them, and holds Lifeline to what stands in its \`lifeline\`.
Those whose names begin with \`stage-\` are examples, recorded where tests/stage played claude.ai.
`;

/** The line of this recording is put in, or put in place of an older one of the same name. */
export function listRecording(readme: string, name: string, line: string): void {
  const before = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const lines = before.split('\n').filter((one) => one.startsWith('- ') && !one.startsWith(`- [${name}](`));
  const all = [...lines, `- [${name}](${name}/recording.json): ${line}`].sort((a, b) => (a < b ? -1 : 1));
  writeFileSync(readme, `${HEADING}\n${all.join('\n')}\n`);
}
