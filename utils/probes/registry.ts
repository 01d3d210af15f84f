import { chat } from './chat';
import { claude } from './claude';
import { edge } from './edge';
import { internet } from './internet';
import { session } from './session';
import type { Answers, Probe, ProbeResult } from './types';

/** In the order in which a request passes the links. */
export const probes: readonly Probe[] = [internet, edge, claude, session, chat];

export const readAll = (answers: Answers, now: number): ProbeResult[] =>
  probes.map(({ read }) => read(answers, now));
