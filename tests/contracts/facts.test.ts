/** A fact about claude.ai says where it was seen, so that one can tell when it no longer holds. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameOf, read, sources } from './source';

/** In these folders every file states facts about something outside, but for what follows. */
const FACTUAL = /^utils\/(claude|detectors|probes|status)\//;
const OWN_WORKS = /\/(types|registry)\.ts$/;
/** Says nothing about claude.ai; each with what it is about instead. */
const FACTLESS: Readonly<Record<string, string>> = {
  'utils/claude/protobuf.ts': 'the public wire format',
  'utils/claude/reply-reader.ts': 'chooses between the two readers',
  'utils/claude/sighting.ts': 'what passes between the two worlds',
  'utils/claude/small-body.ts': 'web streams',
  'utils/claude/sse-events.ts': 'the public wire format',
  'utils/claude/watch-body.ts': 'web streams',
  'utils/detectors/finding.ts': 'fills in defaults',
  'utils/probes/plan.ts': 'what is asked when',
  'utils/probes/result.ts': 'fills in defaults',
  'utils/probes/seen.ts': 'folds signals',
  'utils/status/ask.ts': 'one poll, whatever the source',
  'utils/status/baseline.ts': 'learns on this machine',
  'utils/status/cusum.ts': 'arithmetic',
  'utils/status/epoch-ms.ts': 'times that can be written',
  'utils/status/pages.ts': 'addresses for people, held to the sources by a test',
  'utils/status/schedule.ts': 'time and chance',
  'utils/status/surge.ts': 'counts over time, whatever the source',
};

const factual = sources.filter((path) => FACTUAL.test(path) && !OWN_WORKS.test(path));

describe('Seen:', () => {
  it.each(factual.filter((path) => !(path in FACTLESS)))('%s says where and when it was seen', (path) => {
    expect(read(path)).toMatch(/Seen:[\s\S]*?20\d\d-\d\d/);
  });

  it('the list of files without facts is true', () => {
    const gone = Object.keys(FACTLESS).filter((path) => !sources.includes(path));
    const wrong = Object.keys(FACTLESS).filter((path) => !gone.includes(path) && /Seen:/.test(read(path)));
    expect({ gone, wrong }).toEqual({ gone: [], wrong: [] });
  });

  const named = sources.flatMap((path) =>
    [...read(path).matchAll(/tests\/(?:fixtures|expected)\/[\w./-]*[\w/]/g)].map(([fixture]) => ({
      path,
      fixture,
    })),
  );
  it.each(named)('$fixture, named by $path, exists', ({ fixture }) => {
    expect(existsSync(fixture), 'the comment cites a file that is not there').toBe(true);
  });
});

it('each detector cites the recording that bears its name', () => {
  const detectors = sources.filter((path) => path.startsWith('utils/detectors/') && factual.includes(path));
  const silent = detectors.filter(
    (path) => !(path in FACTLESS) && !read(path).includes(`tests/fixtures/signals/${nameOf(path)}.json`),
  );
  expect(silent).toEqual([]);
});
