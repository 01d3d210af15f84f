import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTrace } from '@/utils/probes/trace';
import type { Trace } from '@/utils/probes/types';
import { WHOLE } from './given';

interface Row {
  readonly name: string;
  readonly body: string;
  readonly trace: Trace | 'half' | null;
}
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/probes/traces.json', 'utf8'));

test.each(rows)('$name', ({ body, trace }) => {
  expect(readTrace(body)).toEqual(trace ?? undefined);
});

test('the address of the user is not kept', () => {
  for (const { body } of rows) expect(JSON.stringify(readTrace(body) ?? '')).not.toMatch(/198\.51|2001:/);
});

test('cut anywhere, it is never taken for another place', () => {
  for (let end = 0; end <= WHOLE.length; end += 1) {
    const trace = readTrace(WHOLE.slice(0, end));
    if (trace !== undefined && trace !== 'half') expect(trace).toMatchObject({ colo: 'FRA', country: 'DE' });
  }
});

test('whatever comes is taken', () => {
  const noTrace = (body: string) => {
    expect([undefined, 'half']).toContain(readTrace(body));
  };
  fc.assert(fc.property(fc.string(), noTrace));
});
