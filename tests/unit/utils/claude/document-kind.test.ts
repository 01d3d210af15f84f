// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/documents/index.json';
import { readDocument } from '@/utils/claude/document-kind';
import { documentOf } from './page';

test.each(rows)('$file at $path with $status', ({ file, path, status, facts }) => {
  expect(readDocument(documentOf(`documents/${file}`), path, status)).toEqual(facts);
});
