import { FLOWS } from './flows/all.ts';
import { pointDrill } from './points/drill.ts';
import { BROWSER_KILLED } from './processes/browser-killed.ts';
import type { Drill } from './types.ts';
import { WORLDS } from './worlds.ts';

/** In the order of the table. */
export const DRILLS: readonly Drill[] = [...FLOWS.map(pointDrill), BROWSER_KILLED, ...WORLDS];
