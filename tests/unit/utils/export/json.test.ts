import { expect, it } from 'vitest';
import { readConversationText } from '@/utils/claude/conversation';
import { json } from '@/utils/export/json';

it('is the payload to the byte, odd spaces and unknown fields included', () => {
  const raw =
    '{ "uuid":"0190b2c4-0000-7000-8000-000000000001",\n\t"name":"x","later_field":[1, 2],"chat_messages":[ ] }\n';
  const read = readConversationText(raw);
  if (!read.ok) throw new Error(read.error);
  expect(json.render(read.value, raw)).toBe(raw);
});
