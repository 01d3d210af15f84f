import type { Persist } from '@/utils/claude/client';
import type { FilesCaptured } from '@/utils/library/files/files';
import { restMs } from '@/utils/library/run/pace';
import type { ChatTask } from '@/utils/library/run/record';
import { FATAL, type Run } from '@/utils/library/run/run';

/**
 * After the conversations, whose texts must not wait for pictures. One chat after the other, as its files come several at a
 * time already; each is on disk before the next. Chats whose files have all been had cost no request.
 */
export async function captureRunFiles(run: Run, chats: readonly ChatTask[]): Promise<void> {
  const { captureFiles } = run.edges;
  if (!captureFiles) return;
  run.update({ files: { done: 0, total: chats.length, kept: 0, missing: 0 } });
  for (const chat of chats) {
    await run.gate.passed();
    await run.hold.passed();
    if (run.isOver()) return;
    const { persist, rest } = paced(run);
    const found = await captureFiles(chat.uuid, persist).catch(() => undefined);
    if (found) count(run, chat, found);
    else run.addProblem({ ...nameOf(chat), why: 'storage' });
    if (!run.isOver()) await rest();
  }
}

const nameOf = ({ uuid, name }: ChatTask) =>
  ({ conversationId: uuid, title: name, kind: 'files-not-included' }) as const;

function count(run: Run, chat: ChatTask, { kept, missing, stoppedBy, unlisted }: FilesCaptured): void {
  const { files } = run.progress();
  if (run.isOver()) return;
  run.update({
    files: {
      ...files,
      done: files.done + 1,
      kept: files.kept + kept.length,
      missing: files.missing + missing.length,
    },
  });
  // Files that are known to be missing stand on the shelf, and the ZIP names them from there.
  if (unlisted !== null) run.addProblem({ ...nameOf(chat), why: `list of its sandbox: ${unlisted}` });
  const fatal = FATAL.find((error) => error === stoppedBy) ?? (stoppedBy === 'full' ? stoppedBy : undefined);
  if (fatal) run.end({ state: 'stopped', stoppedBy: fatal });
  else if (stoppedBy === 'limit' && run.hold.failed() === 'give-up')
    run.end({ state: 'stopped', stoppedBy: 'limit' });
  else if (stoppedBy !== null) run.addProblem({ ...nameOf(chat), why: stoppedBy });
}

/** As much rest after a chat's files as its conversation would get; none where nothing was asked for. */
function paced({ edges, persist }: Run): { persist: Persist; rest: () => Promise<void> } {
  let longestMs = 0;
  let isAsked = false;
  return {
    persist: (ask) =>
      persist(async () => {
        const askedAt = edges.now();
        isAsked = true;
        const answer = await ask();
        longestMs = Math.max(longestMs, edges.now() - askedAt);
        return answer;
      }),
    rest: async () => {
      if (isAsked) await edges.sleep(restMs(edges.pauseMs, longestMs));
    },
  };
}
