import { deleteChat } from '@/utils/library/delete/chat';
import type { OpenLibrary } from '@/utils/library/opener';
import type { Job } from '@/utils/library/worker/protocol';

export const deleteJob =
  (library: OpenLibrary): Job<'delete'> =>
  async ({ conversationId }) =>
    deleteChat(await library(), navigator.locks, conversationId);
