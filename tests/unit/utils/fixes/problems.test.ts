import { expect, test } from 'vitest';
import { PROBLEMS } from '@/utils/fixes/problems';
import { words } from '../../../contracts/source';

test.each(Object.entries(PROBLEMS))('%s: every way to fail has its sentence', (_, problems) => {
  expect(problems.filter((key) => !words[`failure_${key}`]?.message)).toEqual([]);
});
