import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chat } from '@/utils/probes/chat';
import type { ProbeResult, TabAnswer } from '@/utils/probes/types';
import { given, NOW, told } from './given';

interface Row extends Pick<ProbeResult, 'state' | 'cause'> {
  readonly name: string;
  readonly chat: TabAnswer | null;
  readonly session?: TabAnswer['says'];
}
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/probes/chat-answers.json', 'utf8'));

test.each(rows)('$name: $state', ({ chat: said, session = 'well', state, cause }) => {
  const answers = given({ organizations: told(session), chat: said, tab: 'answered' });
  expect(chat.read(answers, NOW)).toMatchObject({ state, cause });
});

test.each([
  ['behind a broken link it is not asked', { tab: 'answered' }, 'unknown', null],
  ['nobody is there to ask', { tab: 'gone' }, 'unknown', 'no_tab'],
  ['it arrived by itself', { seen: { chat: NOW - 1_000 } }, 'ok', null],
] as const)('%s', (_, special, state, cause) => {
  expect(chat.read(given(special), NOW)).toMatchObject({ state, cause });
});
