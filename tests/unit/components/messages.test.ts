import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOP_IDS, VERDICT_IDS } from '@/utils/diagnosis/severity';
import { FIX_IDS } from '@/utils/fixes/types';
import { SOURCE_IDS } from '@/utils/status/types';

interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Record<string, { readonly content: string }>;
}

const messages: Record<string, Message> = JSON.parse(
  readFileSync('public/_locales/en/messages.json', 'utf8'),
);
const snake = (id: string) => id.replaceAll('-', '_');

describe('the words', () => {
  it.each(Object.entries(messages))(
    '%s says something, and tells the translator what it is',
    (_, message) => {
      expect(message.message).not.toBe('');
      expect(message.description ?? '').not.toBe('');
    },
  );

  it.each(Object.entries(messages))(
    '%s declares the placeholders it uses',
    (_, { message, placeholders = {} }) => {
      const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name?.toLowerCase());
      expect(new Set(used)).toEqual(new Set(Object.keys(placeholders)));
    },
  );

  it('has them for every id that is shown', () => {
    const needed = [
      ...VERDICT_IDS.flatMap((id) => [`verdict_${snake(id)}`, `whose_${snake(id)}`, `prompt_${snake(id)}`]),
      ...HOP_IDS.map((id) => `hop_${id}`),
      ...FIX_IDS.flatMap((id) => ['title', 'effect', 'running'].map((part) => `fix_${snake(id)}_${part}`)),
      ...SOURCE_IDS.map((id) => `source_${snake(id)}`),
    ];
    expect(needed.filter((key) => !(key in messages))).toEqual([]);
  });
});
