import { HOSTS } from './hosts.ts';

/** How much is complained about in one place. */
export interface Complaints {
  /** While all is well. */
  usualPerHour: number;
  /** With `feeds: 'busy'`, on top of it. */
  surgePerHour: number;
  /** For so long when the surge is switched on. */
  surgeMinutes: number;
}

export interface Post {
  id: number;
  title: string;
  /** Epoch ms. */
  at: number;
}

const COMPLAINTS = [
  'Claude down?',
  'claude.ai 500 errors for anybody else?',
  'Claude is overloaded right now',
  'Is Claude down right now?',
  'Claude returns 529 on every message',
  'claude.ai internal server error again',
  'Cannot send messages in Claude today',
  'Claude outage?',
];
/** What people write while all is well; some of it bears the words that a search looks for. */
const CALM = [
  'How I write documentation with Claude',
  'A small tool for Claude Projects',
  'Claude and the art of naming things',
  'Ask: which Claude plan for a team of five?',
  'My notes on outages at other vendors',
  'Claude helped me to bring a service with 500 errors back',
];

/** Posts per hour that aren't complaints, and complaints. Assumed: nobody has measured them. Of GitHub's, what a search for errors may find. */
interface Pace extends Complaints {
  calmPerHour: number;
}
const PACE: Record<string, Pace> = {
  [HOSTS.hackerNews]: { calmPerHour: 2, usualPerHour: 0.1, surgePerHour: 8, surgeMinutes: 50 },
  [HOSTS.github]: { calmPerHour: 1, usualPerHour: 0.5, surgePerHour: 20, surgeMinutes: 50 },
  [HOSTS.reddit]: { calmPerHour: 10, usualPerHour: 1, surgePerHour: 60, surgeMinutes: 50 },
  [HOSTS.mastodon]: { calmPerHour: 0.5, usualPerHour: 0.05, surgePerHour: 6, surgeMinutes: 50 },
};
const NONE: Pace = { calmPerHour: 0, usualPerHour: 0, surgePerHour: 0, surgeMinutes: 0 };
const FIRST_ID = 49_000_000;
const HOUR_MS = 3_600_000;

/** In [0, 1), the same for the same number. */
function scattered(slot: number): number {
  const mixed = Math.imul(slot ^ (slot >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

/** One post in each slot of time, somewhere in it: what was there at one request is there at the next one too. */
function series(kind: 0 | 1 | 2, perHour: number, from: number, to: number): Post[] {
  if (perHour <= 0) return [];
  const step = HOUR_MS / perHour;
  const titles = kind === 0 ? CALM : COMPLAINTS;
  const posts: Post[] = [];
  for (let slot = Math.floor(from / step); slot * step < to; slot += 1) {
    const at = Math.floor((slot + scattered(slot * 3 + kind)) * step);
    const id = FIRST_ID + (slot % 100_000) * 3 + kind;
    if (at >= from && at < to) posts.push({ id, title: titles[slot % titles.length] ?? '', at });
  }
  return posts;
}

export interface Situation {
  host: string;
  busy: boolean;
  /** When `busy` was switched on, or off. */
  since: number;
  complaints: Partial<Complaints> | undefined;
}

/** Newest first. */
export function postsOf({ host, busy, since, complaints }: Situation, from: number, now: number): Post[] {
  const pace = { ...(PACE[host] ?? NONE), ...complaints };
  const surge = busy
    ? series(2, pace.surgePerHour, Math.max(from, since - pace.surgeMinutes * 60_000), now)
    : [];
  return [
    ...series(0, pace.calmPerHour, from, now),
    ...series(1, pace.usualPerHour, from, now),
    ...surge,
  ].sort((a, b) => b.at - a.at);
}
