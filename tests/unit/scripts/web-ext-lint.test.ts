import { expect, it } from 'vitest';
import { complaints, type Lint } from '@/scripts/web-ext-lint';

const WHY = 'Preact holds the code for an attribute that is used nowhere here.';
const NOTES = `
| Warning                 | Where               | Times | Why |
| ----------------------- | ------------------- | ----- | --- |
| \`UNSAFE_VAR_ASSIGNMENT\` | \`tab-observer.js\`   | 1     | ${WHY} |
| \`UNSAFE_VAR_ASSIGNMENT\` | \`chunks/library.js\` | 2     | ${WHY}   |
`;

const warning = (file: string, code = 'UNSAFE_VAR_ASSIGNMENT') => ({
  code,
  file,
  message: 'Unsafe assignment',
});
const KNOWN = [
  warning('tab-observer.js'),
  warning('chunks/library-BgpFIy6R.js'),
  warning('chunks/library-x_-2zY6R.js'),
];
const lint = (warnings: Lint['warnings'], errors: Lint['errors'] = []): Lint => ({ errors, warnings });

it('each warning is explained, whatever the hash of its file', () => {
  expect(complaints(lint(KNOWN), NOTES)).toEqual([]);
});

it('one more of a known kind, one of a new kind and one in another file are complained of', () => {
  const more = [
    ...KNOWN,
    warning('tab-observer.js'),
    warning('popup.js'),
    warning('tab-observer.js', 'DANGEROUS_EVAL'),
  ];
  expect(complaints(lint(more), NOTES)).toEqual([
    expect.stringMatching(/^UNSAFE_VAR_ASSIGNMENT in tab-observer\.js: warned of 2 times, .* 1 times$/),
    expect.stringMatching(/^UNSAFE_VAR_ASSIGNMENT in popup\.js: warned of 1 times, .* 0 times$/),
    expect.stringMatching(/^DANGEROUS_EVAL in tab-observer\.js: warned of 1 times, .* 0 times$/),
  ]);
});

it('an explanation of a warning that is gone, and one without a reason, are complained of', () => {
  expect(complaints(lint(KNOWN.slice(1)), NOTES)).toHaveLength(1);
  expect(complaints(lint(KNOWN), NOTES.replace(WHY, 'So it is.'))).toHaveLength(1);
});

it('an error is one, explained or not', () => {
  expect(complaints(lint(KNOWN, [warning('tab-observer.js')]), NOTES)).toEqual([
    'Error: UNSAFE_VAR_ASSIGNMENT in tab-observer.js: Unsafe assignment',
  ]);
});
