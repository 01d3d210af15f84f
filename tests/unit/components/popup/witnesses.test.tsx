// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '@/components/popup/PopupView';
import { BY_VERDICT } from '@/components/popup/situations';
import {
  CALM_CROWDS,
  LOUD_CROWDS,
  minutesAgo,
  NOW,
  official,
  officialWith,
  openIncident,
  QUIET_CROWDS,
} from '@/components/popup/witnesses';
import type { Maintenance, Witness } from '@/utils/status/types';
import { all, find, given } from './given';

vi.mock('@/utils/browser/i18n', async () => import('../../words'));
afterEach(cleanup);

const show = (...witnesses: readonly Witness[]) =>
  render(<PopupView {...given({ view: { ...BY_VERDICT.degraded, witnesses: [...witnesses] } })} />);
const said = (id: string) => find(`[data-source="${id}"] .said`).textContent;
const line = (selector: string) => all(`${selector} > *`).map(({ textContent }) => textContent);

describe('each source', () => {
  it('has a row with its state, also when nothing is known of it', () => {
    show(official('ok'));
    expect(all('[data-source]').map(({ dataset }) => [dataset.source, dataset.state])).toEqual([
      ['claude-status-page', 'ok'],
      ['hacker-news', 'unknown'],
      ['github-issues', 'unknown'],
      ['reddit', 'unknown'],
      ['mastodon', 'unknown'],
    ]);
  });

  it('says in plain words why it cannot tell', () => {
    show(official('unknown'), ...QUIET_CROWDS);
    expect(said('claude-status-page')).toBe("Can't be read right now");
    const words = ['hacker-news', 'reddit', 'mastodon'].map(said);
    expect(new Set(words).size, words.join()).toBe(3);
    expect(words.join()).not.toMatch(/_|-|^,|,,|can't be read/i);
  });

  it('links to its page, and the page learns nothing', () => {
    show(official('ok'));
    const links = all('[data-source] a, .elsewhere a');
    expect(links).toHaveLength(10);
    for (const link of links) {
      expect(link.getAttribute('href')).toMatch(/^https:/);
      expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noreferrer']);
    }
  });
});

describe('each row has a complete time', () => {
  const times = () =>
    all('[data-source] time[datetime]').map((time) => [
      time.dataset.when,
      time.getAttribute('datetime'),
      time.textContent,
    ]);
  const unheard = (id: Witness['id'], special: Partial<Witness>): Witness => ({
    ...{ ...official('unknown'), id, answeredAt: null, askedAt: null },
    ...special,
  });
  const iso = (minutes: number) => new Date(minutesAgo(minutes)).toISOString();

  it('of its last answer, however old', () => {
    show(unheard('hacker-news', { problem: 'stale', answeredAt: minutesAgo(40), askedAt: minutesAgo(3) }));
    expect(times()[1]).toEqual(['answer', iso(40), '40 min ago']);
  });

  it('of the last try, where none ever came: and says so', () => {
    show(
      unheard('hacker-news', { problem: 'http-503', askedAt: minutesAgo(3) }),
      unheard('github-issues', { problem: 'not-asked', askedAt: minutesAgo(0) }),
    );
    expect(times().slice(1, 3)).toEqual([
      ['try', iso(3), 'asked 3 min ago'],
      ['try', iso(0), 'asked now'],
    ]);
    expect(said('github-issues')).toBe('No answer yet');
  });

  it('of now, where nobody was ever asked: not so far', () => {
    show(unheard('reddit', { problem: 'no-permission' }), unheard('mastodon', { problem: 'off' }));
    expect(times()).toEqual(times().map(() => ['never', new Date(NOW).toISOString(), 'not so far']));
    expect(times()).toHaveLength(5);
  });
});

describe('the community in one line', () => {
  it('above normal, and since when', () => {
    show(official('ok'), ...LOUD_CROWDS);
    const [who, words, since] = line('.community > summary');
    expect([who, words]).toEqual(['Community', 'above normal']);
    expect(since).toMatch(/^since /);
    expect(find('.community > summary time').getAttribute('datetime')).toBe(
      new Date(minutesAgo(30)).toISOString(),
    );
  });

  it('as usual, and when that was', () => {
    show(official('ok'), ...CALM_CROWDS);
    expect(line('.community > summary')).toEqual(['Community', 'as usual', '3 min ago']);
  });

  it('never "as usual" when nobody could tell', () => {
    show(official('ok'), ...QUIET_CROWDS);
    const [, words] = line('.community > summary');
    expect(words).not.toBe('');
    expect(words).not.toMatch(/usual|normal/);
    expect(document.querySelector('.spark')).toBeNull();
  });

  it.each([
    ['all are off', ['off', 'off', 'off', 'off'], /switched off/i],
    ['none can be read', ['network', 'http-503', 'broken', 'network'], /can't be read/i],
    ['none can be read, and one is off', ['network', 'http-503', 'off', 'network'], /can't be read/i],
    ['one lacks its permission, the others are off', ['off', 'off', 'no-permission', 'off'], /permission/],
    ['one was not asked yet', ['not-asked', 'off', 'no-permission', 'off'], /not asked/i],
    ['one is too old', ['not-asked', 'stale', 'off', 'off'], /too old/],
    ['one still learns', ['http-429', 'learning', 'off', 'not-asked'], /learning/],
  ])('says the most that is known when %s', (_, problems, words) => {
    show(official('ok'), ...QUIET_CROWDS.map((one, index) => ({ ...one, problem: problems[index] ?? null })));
    expect(line('.community > summary')[1]).toMatch(words);
  });

  it('is drawn with words for those who cannot see it, and tells above from within by shape', () => {
    show(official('ok'), ...LOUD_CROWDS);
    const name = screen.getByRole('img', { name: /^Complaints/, hidden: true }).getAttribute('aria-label');
    expect(name).toMatch(/at most 11 in 5 minutes; up to 2 is usual/);
    expect(all('.spark-above')).toHaveLength(5);
    const tops = all('.spark-above').map((bar) => Number(bar.getAttribute('y')));
    const calm = all('.spark-within').map((bar) => Number(bar.getAttribute('y')));
    expect(Math.max(...tops)).toBeLessThan(Math.min(...calm));
    // One step that nobody watched.
    expect(all('.spark rect')).toHaveLength(17);
  });
});

describe('what the official page has open', () => {
  const hostile = '"><img src=x onerror=alert(1)> ‮emit';
  const work: Maintenance = {
    ...{ title: hostile, running: true, concernsChat: 'yes' },
    ...{ startsAt: minutesAgo(10), endsAt: NOW + 1_800_000 },
  };

  it('further incidents, and which are not about the chat', () => {
    show(
      officialWith('trouble', [
        openIncident('Errors on claude.ai'),
        openIncident(hostile, { id: 'a' }),
        openIncident('Console only', { id: 'b', concernsChat: 'no' }),
        openIncident('One too many', { id: 'c' }),
      ]),
    );
    expect(said('claude-status-page')).toBe('Errors on claude.ai');
    expect(all('.news-line .said').map(({ textContent }) => textContent)).toEqual([hostile, 'Console only']);
    expect(all('.news-line .who').map(({ textContent }) => textContent)).toEqual([
      'also open',
      'other parts',
    ]);
    for (const one of all('.news-line .said')) expect(one.getAttribute('dir')).toBe('auto');
    expect(document.querySelector('main img:not(.spark)')).toBeNull();
  });

  it('work that goes on, and work that begins soon', () => {
    show(officialWith('ok', [], work));
    expect(line('.news-line').slice(0, 2)).toEqual(['maintenance', hostile]);
    expect(find('.news-line time').textContent).toMatch(/^until /);
    cleanup();
    show(officialWith('ok', [], { ...work, running: false, startsAt: NOW + 3_600_000 }));
    expect(find('.news-line time').textContent).toMatch(/^from /);
  });

  it.each([
    ['far away', { running: false, startsAt: NOW + 3 * 86_400_000 }],
    ['not about the chat', { concernsChat: 'no' as const }],
  ])('no work that is %s', (_, more) => {
    show(officialWith('ok', [], { ...work, ...more }));
    expect(document.querySelector('.news-line')).toBeNull();
  });
});

it('how long such trouble lasts, and what that rests on', () => {
  render(<PopupView {...given()} />);
  expect(find('.usual').textContent).toBe('Usually lasts 26–99 minutes');
  expect(find('.usual').title).toMatch(/139 .*57 minutes/);
  cleanup();
  render(<PopupView {...given({ view: BY_VERDICT['signed-out'] })} />);
  expect(document.querySelector('.usual')).toBeNull();
});

describe('what to do', () => {
  const advised = (more: Partial<(typeof BY_VERDICT)['model']['verdict']>) => {
    const { verdict } = BY_VERDICT.model;
    render(<PopupView {...given({ view: { ...BY_VERDICT.model, verdict: { ...verdict, ...more } } })} />);
    return document.querySelector('.advice')?.textContent;
  };

  it('another model comes before waiting', () => {
    expect(advised({ model: 'Opus 4.7', fallback: 'Sonnet 4.6', advice: 'wait' })).toBe(
      'Opus 4.7 is failing. Switch to Sonnet 4.6.',
    );
  });

  it('no fix is promised where there is none', () => {
    const { verdict } = BY_VERDICT.offline;
    const offline = { ...BY_VERDICT.offline, fixes: [], verdict: { ...verdict, advice: 'act' as const } };
    render(<PopupView {...given({ view: offline })} />);
    expect(document.querySelector('[data-fix], .advice')).toBeNull();
    cleanup();
    render(<PopupView {...given({ view: { ...offline, fixes: ['reload-tab'] } })} />);
    expect(find('.advice').textContent).toMatch(/first fix/);
  });

  it('waiting and acting are different words, and there may be neither', () => {
    const wait = advised({ advice: 'wait' });
    cleanup();
    const act = advised({ advice: 'act' });
    cleanup();
    expect(advised({ advice: null })).toBeUndefined();
    expect(wait).toMatch(/minutes/);
    expect(act).not.toBe(wait);
  });
});

describe('why', () => {
  const reasoned = (id: 'ok' | 'degraded', reason: string, witness: Witness) => {
    const of = BY_VERDICT[id];
    const view = { ...of, verdict: { ...of.verdict, reason }, witnesses: [witness] };
    render(<PopupView {...given({ view })} />);
    return document.querySelector('.reason')?.textContent;
  };

  it('in one line, where it adds something', () => {
    expect(reasoned('degraded', 'official_agrees', official('trouble'))).toMatch(/official/);
    cleanup();
    expect(reasoned('degraded', 'from_the_future', official('ok'))).toBeUndefined();
    cleanup();
    expect(reasoned('ok', 'works_despite', official('ok'))).toBeUndefined();
    cleanup();
    expect(reasoned('ok', 'works_despite', official('trouble'))).toMatch(/official/);
  });
});
