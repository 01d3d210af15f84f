/** A heavy user's day: writes, waits, tries again, looks at the popup, gives up, opens tabs and closes them. */
import type { SoakWorld } from './day.ts';
import type { ServerChat } from './outside.ts';
import { claudeTab, type SoakTab } from './tab.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** No number of anything else. */
const FIRST_TAB = 71_001;
const MOST_TABS = 3;
const TABS_A_DAY = 14;

const WORDS =
  'how deep is the lake at its northern end and could a small boat cross it in winter with two people and a dog on board'.split(
    ' ',
  );

export interface Person {
  /** One thing after the other until the day is over. `between`: is called now and then. */
  readonly live: (between: () => Promise<void>) => Promise<void>;
  readonly tabs: Map<number, SoakTab>;
  readonly closed: Map<number, number>;
}

export function person(world: SoakWorld): Person {
  const { random, plan, clock, outside, browser, counts, pass, until } = world;
  const tabs = new Map<number, SoakTab>();
  const closed = new Map<number, number>();
  let last = FIRST_TAB - 1;
  let active = 0;
  const goTo = (id: number): void => {
    active = id;
    for (const tab of browser.tabs.values()) tab.active = tab.id === id;
  };
  const open = async (): Promise<void> => {
    last += 1;
    const left = [...outside.chats.values()].filter(
      ({ id }) => ![...tabs.values()].some(({ chat }) => chat.id === id),
    );
    const old = random.chance(0.4) ? left[random.whole(0, left.length - 1)] : undefined;
    const tab = claudeTab(world, last, old ?? newChat(world));
    tabs.set(last, tab);
    counts.add('tabs');
    goTo(last);
    await until(tab.load());
    await pass(3 * SECOND);
  };
  const close = (): void => {
    const [id] = [...tabs.keys()].filter((one) => one !== active);
    if (id === undefined) return;
    tabs.get(id)?.close();
    tabs.delete(id);
    closed.set(id, clock.elapsed());
  };
  const switchTabs = async (): Promise<void> => {
    const tabsADay = (TABS_A_DAY * plan.lengthMs) / (24 * 60 * MINUTE);
    const isTime =
      tabs.size === 0 || clock.elapsed() > (plan.lengthMs / Math.max(7, tabsADay)) * (last + 1 - FIRST_TAB);
    if (isTime) await open();
    if (tabs.size > MOST_TABS || (tabs.size > 2 && random.chance(0.02))) close();
    if (random.chance(0.25)) goTo([...tabs.keys()][random.whole(0, tabs.size - 1)] ?? active);
  };
  return {
    tabs,
    closed,
    live: async (between) => {
      while (!world.isOver()) {
        await switchTabs();
        const tab = tabs.get(active);
        if (tab) await oneThing(world, tab);
        await between();
        await pass(Math.min(random.exponential(55 * SECOND), 4 * MINUTE));
      }
    },
  };
}

function newChat({ outside, random }: SoakWorld): ServerChat {
  const number = String(outside.chats.size + 1).padStart(12, '0');
  const id = `01990a4e-7c21-7d3a-9f10-${number}`;
  const chat: ServerChat = { id, protocol: random.chance(0.5) ? 'merged' : 'legacy', messages: [] };
  outside.chats.set(id, chat);
  return chat;
}

async function oneThing(world: SoakWorld, tab: SoakTab): Promise<void> {
  const { random, pass, until, counts } = world;
  const before = tab.latest();
  if (before?.state === 'failed') return afterFailure(world, tab);
  if (before?.state === 'frozen' || !tab.page()) {
    counts.add('reloads');
    await until(tab.load());
    return pass(3 * SECOND);
  }
  if (before?.state === 'under-way') return pass(5 * SECOND);
  if (tab.composer() === '') await until(tab.type(sentence(world)));
  if (random.chance(0.06)) return; // begun, and left for later
  await tab.send();
  await settled(world, tab);
  if (tab.latest()?.state !== 'well')
    counts.add(`messages that ${tab.latest()?.state === 'failed' ? 'failed' : 'stopped'}`);
}

/** Each message is another. */
const sentence = ({ random, counts }: SoakWorld): string =>
  `Question ${counts.of('messages') + 1}: ${Array.from({ length: random.whole(5, 40) }, () => WORDS[random.whole(0, WORDS.length - 1)]).join(' ')}?`;

async function settled({ clock, pass }: SoakWorld, tab: SoakTab): Promise<void> {
  const until = clock.elapsed() + 3 * MINUTE;
  while (tab.latest()?.state === 'under-way' && clock.elapsed() < until) await pass(5 * SECOND);
}

async function afterFailure(world: SoakWorld, tab: SoakTab): Promise<void> {
  const { random, pass, until, counts, view, fix } = world;
  if (random.chance(0.5)) {
    await pass(5 * SECOND);
    counts.add('looks at the popup');
    await until(view(tab.id, 'opened'));
    for (let look = 0; look < random.whole(0, 3); look += 1) {
      await pass(15 * SECOND);
      await until(view(tab.id, 'still'));
    }
  }
  const choice = random.next();
  if (choice < 0.4) {
    counts.add('fixes begun');
    await until(fix(tab.id, random.chance(0.8) ? 'wait-and-retry' : 'reload-tab'));
    await pass(20 * SECOND);
    return settled(world, tab);
  }
  if (choice < 0.55) {
    counts.add('watches begun');
    await until(fix(tab.id, 'notify-when-back'));
    return pass(random.between(1, 6) * MINUTE);
  }
  if (choice < 0.8) {
    tab.retry();
    return settled(world, tab);
  }
  if (choice < 0.9) return void (await until(tab.load()));
  await until(tab.type(sentence(world))); // another question instead
  await tab.send();
  return settled(world, tab);
}
