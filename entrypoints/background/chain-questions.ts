import { askHost } from '@/utils/browser/ask-host';
import { sendToTab } from '@/utils/browser/messages';
import { protocol } from '@/utils/messaging/protocol';
import { edge } from '@/utils/probes/edge';
import { internet, isInternetInDoubt } from '@/utils/probes/internet';
import type { Plan } from '@/utils/probes/plan';
import type { Answers, TabQuestion } from '@/utils/probes/types';

const LIMIT_MS = 5_000;
/** Who has not reached claude.ai by then looks whether anything can be reached, so that all ends in time. */
const PATIENCE_MS = 2_500;
const INTERNET_LIMIT_MS = 3_000;
/** The tab's own limit, and the way there and back. */
const TAB_MS = 6_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A tab whose thread is blocked, or that holds a page of the browser's, doesn't answer. */
async function askTab(tabId: number, questions: readonly TabQuestion[]): Promise<Partial<Answers>> {
  if (questions.length === 0) return {};
  const asked = sendToTab(tabId, 'ask-claude', { questions: [...questions] });
  const answer = await Promise.race([asked, pause(TAB_MS)]);
  const said = protocol['ask-claude'].output.safeParse(answer?.ok ? answer.value : null);
  return said.success ? { ...said.data, tab: 'answered' } : { tab: 'gone' };
}

/** Hosts besides claude.ai are asked only while nobody has reached claude.ai: neither we nor the tab. */
export async function askChain(
  tabId: number,
  plan: Plan,
  known: Pick<Answers, 'checkInternet' | 'witnessAnswered'>,
): Promise<Answers> {
  let answers: Answers = { ...known, ...plan.known, tab: 'not-asked' };
  const add = (more: Partial<Answers>): void => {
    answers = { ...answers, ...more };
  };
  const [trace] = edge.requests;
  const [name, address] = internet.requests;
  const reaching = Promise.all([
    askTab(tabId, plan.questions).then(add),
    plan.outside ? askHost(trace, LIMIT_MS).then((answer) => add({ trace: answer })) : undefined,
  ]);
  await Promise.race([reaching, pause(PATIENCE_MS)]);
  if (plan.outside && known.checkInternet && isInternetInDoubt(answers, Date.now()))
    await Promise.all([
      askHost(name, INTERNET_LIMIT_MS).then((answer) => add({ name: answer })),
      askHost(address, INTERNET_LIMIT_MS).then((answer) => add({ address: answer })),
    ]);
  await reaching;
  return answers;
}
