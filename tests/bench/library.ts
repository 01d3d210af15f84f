import type { ExtensionBrowser } from '../browsers/types.ts';
import { type Figure, figure } from './bar-table.ts';
import { goTo, type LibraryTab, settled } from './library-page.ts';
import { median } from './numbers.ts';

/** One letter, words that every chat has, rare ones, accents left out, several at once, and nothing at all. */
const QUERIES = [
  'g',
  'gar',
  'garden',
  'cafe',
  'grusse',
  'garden window recipe',
  'quarter 321',
  '図書館',
  'zzz',
];
const ROUNDS = 5;

async function standingStill(driver: ExtensionBrowser, tab: LibraryTab): Promise<void> {
  await goTo(driver, tab, 'library.html');
  await tab.page.waitForSelector('input[type=search]');
  await settled();
}

interface Ask {
  readonly job: string;
  readonly input: unknown;
}
interface Told {
  readonly ms: number;
  readonly value: unknown;
}
interface WorkerAnswer {
  readonly id: number;
  readonly answer?: { readonly ok: boolean; readonly value?: unknown; readonly error?: string };
}

/** Runs in the library's page: asks a worker of its own for one thing after the other, as the page does. */
async function timeJobs(asks: Ask[]): Promise<Told[]> {
  const worker = new Worker('/library-worker.js');
  const one = ({ job, input }: Ask, id: number): Promise<Told> => {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const hear = ({ data }: MessageEvent<WorkerAnswer>): void => {
        if (data.id !== id || !data.answer) return;
        worker.removeEventListener('message', hear);
        const { ok, value, error } = data.answer;
        if (ok) resolve({ ms: performance.now() - start, value });
        else reject(new Error(`the job ${job} failed: ${error}`));
      };
      worker.addEventListener('message', hear);
      worker.addEventListener('error', ({ message }) => reject(new Error(`the worker failed: ${message}`)));
      worker.postMessage({ id, job, input });
    });
  };
  const told: Told[] = [];
  for (const [id, ask] of asks.entries()) told.push(await one(ask, id));
  worker.terminate();
  return told;
}

export async function searchFigures(
  driver: ExtensionBrowser,
  tab: LibraryTab,
  chats: number,
): Promise<Figure[]> {
  await standingStill(driver, tab);
  const asked = QUERIES.flatMap((query) => Array.from({ length: ROUNDS }, () => query));
  const [first, ...told] = await tab.page.evaluate(
    timeJobs,
    // Who types the first letter waits for the words to be read.
    ['signal', ...asked].map((query) => ({ job: 'search', input: { query } })),
  );
  const searched = (first?.value as { searched?: number } | undefined)?.searched;
  if (searched !== chats) throw new Error(`searched ${searched} chats instead of ${chats}`);
  const medians = QUERIES.map((_, at) =>
    median(told.slice(at * ROUNDS, (at + 1) * ROUNDS).map(({ ms }) => ms)),
  );
  const slowest = Math.max(...medians);
  return [
    figure({
      name: `search in ${chats} chats, the slowest query ("${QUERIES[medians.indexOf(slowest)]}")`,
      value: slowest,
      unit: 'ms',
      atMost: chats <= 1_000 ? 50 : 150,
    }),
    figure({ name: 'search, the middle one', value: median(medians), unit: 'ms', atMost: null }),
    figure({
      name: 'search, the very first one',
      value: first?.ms ?? Number.NaN,
      unit: 'ms',
      atMost: null,
    }),
    figure({
      name: 'from a key to the list on screen',
      value: await untilShown(tab),
      unit: 'ms',
      atMost: null,
    }),
  ];
}

/** Runs in the page: from the input to the frame that shows the last change it led to. */
async function timeTyping(query: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) throw new Error('no search field');
  let last = 0;
  const note = (): void => {
    requestAnimationFrame(() => {
      last = performance.now();
    });
  };
  const watch = new MutationObserver(note);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  const start = performance.now();
  field.value = query;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  watch.disconnect();
  return last === 0 ? Number.NaN : last - start;
}

async function untilShown(tab: LibraryTab): Promise<number> {
  const times: number[] = [];
  // The first one wakes the page's own worker up.
  for (const query of ['window', 'garden', 'quarter 321', 'garden window recipe', ''])
    times.push(await tab.page.evaluate(timeTyping, query));
  return median(times.slice(1, 4));
}

/** Reads and hashes everything. */
export async function checkFigure(
  driver: ExtensionBrowser,
  tab: LibraryTab,
  chats: number,
): Promise<Figure[]> {
  await standingStill(driver, tab);
  const [told] = await tab.page.evaluate(timeJobs, [{ job: 'check', input: { depth: 'full' } }]);
  if (!told) throw new Error('the check said nothing');
  const { conversations, damage } = told.value as { conversations: number; damage: unknown[] };
  if (conversations !== chats || damage.length > 0)
    throw new Error(`checked ${conversations} chats of ${chats}, ${damage.length} damaged`);
  const check = figure({
    name: `full check of ${chats} chats`,
    value: told.ms / 1000,
    unit: 's',
    atMost: chats <= 1_000 ? 2 : null,
  });
  return [check];
}
