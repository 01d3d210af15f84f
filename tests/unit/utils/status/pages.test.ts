import { expect, it } from 'vitest';
import { SOURCE_PAGES } from '@/utils/status/pages';
import { statusSources } from '@/utils/status/registry';

it('the pages that are linked are those of the sources, in their order', () => {
  expect(Object.entries(SOURCE_PAGES)).toEqual(statusSources.map(({ id, page }) => [id, page]));
});
