import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorkerClient, type WorkerClient, type WorkerLike } from '@/utils/library/worker/client';
import type { JobTable, JobTools } from '@/utils/library/worker/protocol';
import { type ServerLike, serveJobs } from '@/utils/library/worker/server';

type Search = JobTable['search'];
const NOTHING = { hits: [], others: [], searched: 0 };

let started: { client: WorkerLike & EventTarget; end: () => void }[];
let client: WorkerClient;
let work: Search;

/** A worker in this thread: the same messages, copied the same way. */
function start(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  serveJobs(port2 as unknown as ServerLike, { search: (...args) => work(...args) } as JobTable);
  port1.start();
  port2.start();
  const end = (): void => {
    port1.close();
    port2.close();
  };
  const worker = Object.assign(port1 as unknown as MessagePort, { terminate: end });
  started.push({ client: worker as never, end });
  return worker as unknown as WorkerLike;
}

beforeEach(() => {
  started = [];
  work = async () => NOTHING;
  client = createWorkerClient(start);
});
afterEach(() => {
  for (const one of started) one.end();
});

test('answers come to whoever asked, in whatever order they are done', async () => {
  const answers: (() => void)[] = [];
  work = ({ query }) =>
    new Promise((resolve) => answers.push(() => resolve({ ...NOTHING, searched: Number(query) })));
  const asked = [client.run('search', { query: '1' }), client.run('search', { query: '2' })];
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  answers[0]?.();
  expect(await Promise.all(asked)).toEqual([
    { ok: true, value: { ...NOTHING, searched: 1 } },
    { ok: true, value: { ...NOTHING, searched: 2 } },
  ]);
  expect(started).toHaveLength(1);
});

test('progress is heard until the answer', async () => {
  work = async (_input, { report }) => {
    report(1 as never);
    report(2 as never);
    return NOTHING;
  };
  const heard: unknown[] = [];
  await client.run('search', { query: '' }, { onProgress: (one) => heard.push(one) });
  expect(heard).toEqual([1, 2]);
});

describe('what goes wrong', () => {
  test('an exception in a job is its answer, and the next job is done', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    work = async () => {
      throw new Error('odd');
    };
    expect(await client.run('search', { query: '' })).toEqual({ ok: false, error: 'failed' });
    work = async () => NOTHING;
    expect(await client.run('search', { query: '' })).toMatchObject({ ok: true });
  });

  test('a full disk has an answer of its own', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    work = async () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    expect(await client.run('search', { query: '' })).toEqual({ ok: false, error: 'full' });
  });

  test('a worker that dies answers with `gone`, and another takes its place', async () => {
    work = () => new Promise(() => {});
    const asked = client.run('search', { query: '' });
    started[0]?.client.dispatchEvent(new Event('error'));
    expect(await asked).toEqual({ ok: false, error: 'gone' });
    work = async () => NOTHING;
    expect(await client.run('search', { query: '' })).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
  });

  test('no worker at all', async () => {
    const none = createWorkerClient(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    expect(await none.run('search', { query: '' })).toEqual({ ok: false, error: 'gone' });
  });

  test('an input that cannot be sent', async () => {
    const input = { query: (() => '') as never };
    expect(await client.run('search', input)).toEqual({ ok: false, error: 'gone' });
  });
});

test('one with nothing to do is ended, and another comes with the next job', async () => {
  const resting = createWorkerClient(start, 5);
  let finish = (): void => undefined;
  work = () => new Promise((resolve) => (finish = () => resolve(NOTHING)));
  const asked = resting.run('search', { query: '' });
  await vi.waitFor(() => expect(started).toHaveLength(1));
  const end = vi.spyOn(started[0]?.client as unknown as WorkerLike, 'terminate');
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(end).not.toHaveBeenCalled(); // at work
  finish();
  expect(await asked).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(end).toHaveBeenCalledTimes(1));
  work = async () => NOTHING;
  expect(await resting.run('search', { query: '' })).toMatchObject({ ok: true });
  expect(started).toHaveLength(2);
});

describe('cancelling', () => {
  test('is answered at once, and the job hears of it', async () => {
    let tools: JobTools<'search'> | undefined;
    work = (_input, given) => {
      tools = given;
      return new Promise(() => {});
    };
    const controller = new AbortController();
    const asked = client.run('search', { query: '' }, { signal: controller.signal });
    await vi.waitFor(() => expect(tools).toBeDefined());
    controller.abort();
    expect(await asked).toEqual({ ok: false, error: 'cancelled' });
    await vi.waitFor(() => expect(tools?.signal.aborted).toBe(true));
  });

  test('before the beginning asks for nothing', async () => {
    const signal = AbortSignal.abort();
    expect(await client.run('search', { query: '' }, { signal })).toEqual({ ok: false, error: 'cancelled' });
    expect(started).toHaveLength(0);
  });

  test('closing ends the worker and whatever waits for it', async () => {
    work = () => new Promise(() => {});
    const asked = client.run('search', { query: '' });
    client.close();
    expect(await asked).toEqual({ ok: false, error: 'gone' });
  });
});
