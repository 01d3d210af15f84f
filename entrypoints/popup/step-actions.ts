import type { StepActions } from '@/components/popup/props';
import { saveFile } from '@/utils/browser/download';
import { send } from '@/utils/browser/messages';
import { openTab } from '@/utils/browser/tabs';
import { ASSISTANTS, SUPPORT_PAGE } from '@/utils/fixes/assistants';
import { target } from './fixing';
import { view } from './tab-in-view';

async function ended(problem: string | null): Promise<void> {
  const { id: runId, surface } = view.value?.run ?? {};
  if (runId !== undefined && surface)
    await send('end-surface-step', { ...target(), runId, index: surface.index, problem });
}

/** Opened last: it takes the popup away, and what was not sent by then would be lost. */
async function chooseAssistant(assistant: string): Promise<void> {
  await ended(null);
  const { settings } = await import('@/utils/storage/settings-items');
  await settings.update((all) => ({ ...all, assistant })).catch(() => undefined);
  await openTab(assistant);
}

/** What the steps of a fix do in the popup. */
export const stepActions: StepActions = {
  ended: (problem) => void ended(problem),
  textOf: async (what) => {
    const answer = await send('get-fix-text', { ...target(), what });
    return answer.ok ? answer.value : { text: null, name: null };
  },
  copy: (text) =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  wasPressed: () => navigator.userActivation.isActive,
  save: (name, text) => saveFile(name, new TextEncoder().encode(text), 'text/markdown'),
  guideFor: async ({ probes, verdict }) => {
    const { connectionGuide } = await import('@/utils/fixes/connection-guide');
    return connectionGuide(probes, verdict.reason);
  },
  assistants: ASSISTANTS,
  chooseAssistant: (url) => void chooseAssistant(url),
  supportPage: SUPPORT_PAGE,
};
