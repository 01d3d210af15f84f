import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { obsidian, wikiLink } from '@/utils/export/obsidian';
import { readFixture } from './payload-texts';

const frontMatter = (note: string): string[] => {
  const [first, ...lines] = note.split('\n');
  expect(first).toBe('---');
  return lines.slice(0, lines.indexOf('---'));
};

test('form', async () => {
  await expect(obsidian.render(readFixture('forked'), '')).toMatchFileSnapshot(
    '../../../expected/export/forked.obsidian.md',
  );
});

describe('properties', () => {
  test('what is known of the chat, as strings of YAML', () => {
    const lines = frontMatter(obsidian.render(readFixture('tricky-text'), ''));
    expect(lines[0]).toBe('title: "A \\"title\\": with <tags> & [brackets] # | ^ `ticks`\\nand two lines"');
    expect(lines).toContain('conversation: "019d0000-1111-7abc-8def-0123456789ab"');
    expect(lines.at(-1)).toBe('  - claude');
  });
  test('no title adds a property or ends them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const lines = frontMatter(obsidian.render({ ...readFixture('line'), name }, ''));
        expect(lines.map((line) => /^[a-z]+:|^ {2}- /.exec(line)?.[0])).toEqual([
          'title:',
          'aliases:',
          '  - ',
          'conversation:',
          'created:',
          'updated:',
          'tags:',
          '  - ',
        ]);
      }),
    );
  });
});

describe('links', () => {
  const around = {
    project: { note: 'garden-aaaa', title: 'Garden [2026] | all' },
    siblings: [
      { note: 'rain-0001', title: 'Rain' },
      { note: 'untitled-0002', title: ']]' },
    ],
  };
  test('to the project and to its other chats', () => {
    const note = obsidian.render(readFixture('tools'), '', around);
    expect(note).toContain('project: "[[garden-aaaa|Garden 2026 all]]"');
    expect(note).toMatch(
      /\[\[garden-aaaa\|Garden 2026 all\]\]\n\n- \[\[rain-0001\|Rain\]\]\n- \[\[untitled-0002\|untitled-0002\]\]\n$/,
    );
  });
  test('a title cannot end its link', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        expect(wikiLink({ note: 'n', title })).toMatch(/^\[\[n\|[^[\]|#^\n]+\]\]$/);
      }),
    );
  });
  test('versions of a message link to its heading', () => {
    const note = obsidian.render(readFixture('forked'), '');
    const targets = [...note.matchAll(/\[\[#([^|\]]+)\|/g)].map(([, heading]) => heading);
    expect(targets.length).toBeGreaterThan(0);
    for (const heading of targets) expect(note).toContain(`\n## ${heading}\n`);
  });
});
