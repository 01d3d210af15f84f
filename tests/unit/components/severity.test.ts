import { expect, it } from 'vitest';
import { HOP_ORDER, SEVERITY_OF } from '@/components/severity';
import { HOP_IDS, SEVERITIES } from '@/utils/diagnosis/types';

it('repeats the tables of the diagnosis', () => {
  expect(SEVERITY_OF).toEqual(SEVERITIES);
  expect(HOP_ORDER).toEqual(HOP_IDS);
});
