import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFailureStore, type FailureStore } from '@/utils/failures/store';
import { createDiagnostics, type DiagnosticsEdges } from '@/utils/library/page/diagnostics';
import { failure, freshLog, NOW } from '../../failures/given';

let store: FailureStore;
beforeEach(async () => {
  store = createFailureStore(await freshLog());
});

function opened(edges: Partial<DiagnosticsEdges> = {}) {
  const saved: { name: string; content: Record<string, unknown> }[] = [];
  const clearOddities = vi.fn(async () => undefined);
  const view = createDiagnostics({
    store: async () => store,
    hooks: async () => [{ hook: 'composer', buildId: 'c41f9e07', firstSeen: NOW }],
    detectors: async () => [],
    build: async () => null,
    clearOddities,
    rememberClearing: async () => undefined,
    saveFile: (name, bytes) =>
      void saved.push({ name, content: JSON.parse(new TextDecoder().decode(bytes)) }),
    extensionVersion: '0.1.0',
    now: () => NOW,
    onChange: () => undefined,
    ...edges,
  });
  return { view, saved, clearOddities };
}

describe('what it shows', () => {
  test('the log, its counts, and what is missing', async () => {
    await store.write([failure(), failure({ at: NOW - 1, class: 'limit' })], NOW);
    const { view } = opened();
    expect(view.state().failures).toBeNull();
    await view.refresh();
    expect(view.state()).toMatchObject({
      failures: [{ class: 'limit' }, { class: 'overloaded' }],
      tallies: [{ class: 'overloaded' }, { class: 'limit' }],
      hooks: [{ hook: 'composer' }],
    });
  });

  test('the build of the page that was seen last; when none was kept, of the latest failure', async () => {
    await store.write([failure({ buildId: 'aaaa1111' })], NOW);
    const { view } = opened({ build: async () => ({ buildId: 'cccc3333', at: NOW }) });
    await view.refresh();
    expect(view.state().buildId).toBe('cccc3333');
    const other = opened();
    await other.view.refresh();
    expect(other.view.state().buildId).toBe('aaaa1111');
  });

  test('50 at a time', () => {
    const { view } = opened();
    view.onShowMore();
    expect(view.state().shown).toBe(100);
  });

  test('a log that cannot be read is said to be so', async () => {
    const { view } = opened({ store: () => Promise.reject(new Error('corrupt')) });
    await view.refresh();
    expect(view.state()).toMatchObject({ failures: [], news: 'log-unreadable' });
    await view.onClearLog();
    expect(view.state().news).toBe('log-unreadable');
  });
});

describe('what was said last', () => {
  const failing = () => {
    let isBroken = true;
    const { view } = opened({ store: async () => (isBroken ? Promise.reject(new Error('corrupt')) : store) });
    return { view, mend: () => (isBroken = false) };
  };

  test('that the log is unreadable goes when it can be read again', async () => {
    const { view, mend } = failing();
    await view.refresh();
    expect(view.state().news).toBe('log-unreadable');
    mend();
    await view.refresh();
    expect(view.state()).toMatchObject({ failures: [], news: null });
  });

  test('that it was saved stays', async () => {
    const { view } = opened();
    await view.onSaveLog();
    await view.refresh();
    expect(view.state().news).toBe('log-saved');
  });

  test('that it was cleared stays, and a save after a failure says so', async () => {
    const { view, mend } = failing();
    await view.refresh();
    mend();
    await view.onClearLog();
    expect(view.state().news).toBe('log-cleared');
    await view.onSaveLog();
    expect(view.state().news).toBe('log-saved');
  });

  test('a log that can not be read is not said to be saved', async () => {
    const { view } = failing();
    await view.onSaveLog();
    expect(view.state().news).toBe('log-unreadable');
  });
});

test('the file has the date in its name, and everything that is known', async () => {
  await store.write([failure({ requestId: 'req_011CbACUexample' })], NOW);
  const { view, saved } = opened({ now: () => new Date(2026, 10, 20, 23, 59).getTime() });
  await view.onSaveLog();
  expect(saved).toMatchObject([
    {
      name: 'lifeline-failures-2026-11-20.json',
      content: {
        version: 1,
        extensionVersion: '0.1.0',
        failures: [
          {
            at: new Date(NOW - 60_000).toISOString(),
            class: 'overloaded',
            status: 529,
            requestId: 'req_011CbACUexample',
            buildId: 'c41f9e07',
            page: { retries: 2, end: 'gave-up' },
          },
        ],
        missingHooks: [{ hook: 'composer' }],
        brokenDetectors: [],
      },
    },
  ]);
  expect(view.state().news).toBe('log-saved');
});

test('clearing leaves nothing', async () => {
  await store.write([failure()], NOW);
  const { view, clearOddities } = opened();
  await view.refresh();
  await view.onClearLog();
  expect(view.state()).toMatchObject({ failures: [], tallies: [], news: 'log-cleared' });
  expect(clearOddities).toHaveBeenCalledOnce();
});

test('when it was cleared is known before anything is deleted: what is being written then is not left over', async () => {
  await store.write([failure()], NOW);
  const seen: number[] = [];
  const { view } = opened({
    rememberClearing: async (at) => void seen.push(at, (await store.read()).length),
  });
  await view.onClearLog();
  expect(seen).toEqual([NOW, 1]);
});
