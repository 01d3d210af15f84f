import { FLOWS } from './flows/all.ts';
import { pointDrill } from './points/drill.ts';
import { BROWSER_KILLED } from './processes/browser-killed.ts';
import { BROWSER_KILLED_DRAFTS } from './processes/browser-killed-drafts.ts';
import { FIFTY_TABS } from './processes/fifty-tabs.ts';
import { REVOKED } from './processes/revoked.ts';
import { REVOKED_OPTIONAL } from './processes/revoked-optional.ts';
import { UPDATED } from './processes/updated.ts';
import type { Drill } from './types.ts';
import { SOAK } from './worlds/soak.ts';
import { WORLDS } from './worlds.ts';

/** In the order of the table. */
export const DRILLS: readonly Drill[] = [
  ...FLOWS.map(pointDrill),
  BROWSER_KILLED,
  BROWSER_KILLED_DRAFTS,
  FIFTY_TABS,
  UPDATED,
  REVOKED,
  REVOKED_OPTIONAL,
  ...WORLDS,
  SOAK,
];
