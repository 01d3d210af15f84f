import { expect, test } from 'vitest';
import { continueElsewhere } from '@/utils/fixes/continue-elsewhere';
import { CHAT, context, draft, knowing, stepsOf } from './given';

const transcript = { conversationId: CHAT, turns: 4 };

test('copies prompt and chat, then opens what the user has chosen', () => {
  const assistant = 'https://assistant.example/new';
  expect(stepsOf(continueElsewhere, knowing({ transcript, assistant }))).toEqual([
    { verb: 'copy-text', what: 'chat' },
    { verb: 'open-url', url: assistant },
  ]);
});

test('nothing is chosen for the user', () => {
  expect(stepsOf(continueElsewhere, context({ draft: draft() }))).toEqual([
    { verb: 'copy-text', what: 'prompt' },
    { verb: 'choose-assistant' },
  ]);
});

test('is there when there is something to go on with', () => {
  expect(continueElsewhere.available(context())).toBe(false);
  expect(continueElsewhere.available(context({ draft: draft() }))).toBe(true);
  expect(continueElsewhere.available(knowing({ transcript }))).toBe(true);
});
