// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { busy, copyHalf } from '@/entrypoints/popup/backups';
import { view } from '@/entrypoints/popup/tab-in-view';
import { send } from '@/utils/browser/messages';
import { CHAT } from '../../utils/signals/given';
import { assessed } from '../background/given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendSurely: vi.fn() }));
vi.mock('@/entrypoints/popup/save-copy', () => ({ saveCopyOf: vi.fn() }));

const writeText = vi.fn();
beforeEach(() => {
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  writeText.mockResolvedValue(undefined);
  view.value = { ...assessed([], 0).view, conversationId: CHAT };
});

const copied = async (answer: Awaited<ReturnType<typeof send>>) => {
  vi.mocked(send).mockResolvedValue(answer);
  await copyHalf();
  return busy.value.outcome;
};

describe('half an answer', () => {
  test('goes to the clipboard', async () => {
    expect(await copied({ ok: true, value: { text: 'It is 330 m ta' } })).toMatchObject({ problem: null });
    expect(send).toHaveBeenCalledWith('get-half-answer', { conversationId: CHAT });
    expect(writeText).toHaveBeenCalledExactlyOnceWith('It is 330 m ta');
  });

  test.each([
    ['there is none any more', { ok: true, value: { text: null } }],
    ['nobody answers', { ok: false, error: 'gone' }],
  ] as const)('%s: the clipboard is left alone, and it is said', async (_, answer) => {
    expect(await copied(answer)).toMatchObject({ what: 'half', problem: 'copy_failed' });
    expect(writeText).not.toHaveBeenCalled();
  });

  test('the browser allows no copying: it is said', async () => {
    writeText.mockRejectedValue(new Error('no'));
    expect(await copied({ ok: true, value: { text: 'It is' } })).toMatchObject({ problem: 'copy_failed' });
  });

  test('of no chat there is none', async () => {
    view.value = { ...assessed([], 0).view, conversationId: null };
    await copyHalf();
    expect(send).not.toHaveBeenCalled();
  });
});
