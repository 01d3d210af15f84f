import { describe, expect, it } from 'vitest';
import { waitFor, within } from '../../../browsers/poll.ts';

describe('waitFor', () => {
  it('returns the first truthy value', async () => {
    let calls = 0;
    const value = await waitFor(() => (++calls < 3 ? '' : 'here'), { intervalMs: 1 });
    expect([value, calls]).toEqual(['here', 3]);
  });

  it('takes an error as "not yet"', async () => {
    let calls = 0;
    const value = await waitFor(
      () => {
        if (++calls < 2) throw new Error('no page');
        return 'here';
      },
      { intervalMs: 1 },
    );
    expect(value).toBe('here');
  });

  it('says what it waited for, and the last error', async () => {
    const failing = waitFor(() => Promise.reject(new Error('no page')), {
      timeoutMs: 5,
      message: 'the popup',
    });
    await expect(failing).rejects.toThrow('Not within 5 ms: the popup (no page)');
  });
});

describe('within', () => {
  it('passes the value on', async () => {
    await expect(within(Promise.resolve(1), 1000, 'x')).resolves.toBe(1);
  });

  it('gives up', async () => {
    await expect(within(new Promise(() => undefined), 5, 'the browser to close')).rejects.toThrow(
      'Not within 5 ms: the browser to close',
    );
  });
});
