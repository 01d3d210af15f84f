// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { POPUP_EXAMPLES } from '@/components/popup/examples';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import { t } from '@/utils/browser/i18n';
import { HOP_IDS, VERDICT_IDS } from '@/utils/diagnosis/severity';
import { TabViewSchema } from '@/utils/messaging/tab-view';
import { SOURCE_PAGES } from '@/utils/status/pages';
import { axeViolations } from '../axe';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => ({ t: vi.fn((await import('../../words')).t) }));
afterEach(cleanup);

describe.each(POPUP_EXAMPLES.map((example) => [example.name, example] as const))(
  '%s',
  (_, { view, busy }) => {
    it('is a view that the background could send', () => {
      if (view !== null) expect(TabViewSchema.parse(view)).toEqual(view);
    });

    it('has the surface', () => {
      render(<PopupView {...given({ view, busy })} />);
      expect(all('h1')).toHaveLength(1);
      expect(find('h1').textContent).not.toBe('');
      expect(all('[data-hop]').map(({ dataset }) => dataset.hop)).toEqual(HOP_IDS);
      if (view === null) return;
      expect(find('main').dataset).toMatchObject({
        verdict: view.verdict.id,
        confidence: view.verdict.confidence,
      });
      expect(all('[data-source]').map(({ dataset }) => dataset.source)).toEqual(Object.keys(SOURCE_PAGES));
      expect(all('[data-source] time[datetime]')).toHaveLength(5);
      expect(all('[data-source] .said').filter(({ textContent }) => textContent === '')).toEqual([]);
      expect(all('.primary').length).toBeLessThanOrEqual(1);
      expect(all('[data-fix]').map(({ dataset }) => dataset.fix)).toEqual(expect.arrayContaining(view.fixes));
      for (const fix of all('[data-fix]')) expect(fix.querySelector('button')).not.toBeNull();
      for (const action of ['back-up-chat', 'back-up-all', 'open-library'])
        expect(find(`[data-action="${action}"]`)).not.toBeNull();
    });

    it('asks for no words that there are not: Firefox notes each', () => {
      vi.mocked(t).mockClear();
      render(<PopupView {...given({ view, busy })} />);
      const { calls, results } = vi.mocked(t).mock;
      expect(calls.length).toBeGreaterThan(10);
      expect(calls.filter((_call, index) => results[index]?.value === '')).toEqual([]);
    });

    it('breaks no rule of axe', async () => {
      const { container } = render(<PopupView {...given({ view, busy })} />);
      expect(await axeViolations(container)).toEqual([]);
    });
  },
);

it('has an example for every verdict', () => {
  expect(Object.keys(BY_VERDICT)).toEqual(VERDICT_IDS);
});

describe('the headline', () => {
  it('says whose fault it is before the code', () => {
    render(<PopupView {...given()} />);
    expect(find('.small').textContent).toMatch(/^It's not you\u00a0· Opus 4\.7\u00a0· since .+\u00a0· 529$/);
  });

  it('has no small print when all is well', () => {
    render(<PopupView {...given({ view: BY_VERDICT.ok })} />);
    expect(document.querySelector('.small')).toBeNull();
    expect(find('details').hasAttribute('open')).toBe(false);
  });

  it('never says that Claude works when no tab has seen it', () => {
    render(<PopupView {...given({ view: { ...BY_VERDICT.ok, tabId: null } })} />);
    expect(find('h1').textContent).toBe('No claude.ai tab is open.');
    expect(find('[data-severity]').dataset.severity).toBe('unknown');
  });
});
