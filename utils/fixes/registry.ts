import type { VerdictId } from '@/utils/diagnosis/severity';
import { checkConnection } from './check-connection';
import { clearSiteCache } from './clear-site-cache';
import { clearSiteData } from './clear-site-data';
import { completeChallenge } from './complete-challenge';
import { contactSupport } from './contact-support';
import { continueElsewhere } from './continue-elsewhere';
import { hardReload } from './hard-reload';
import { newChat } from './new-chat';
import { notifyWhenBack } from './notify-when-back';
import { orderFor } from './order';
import { refreshSession } from './refresh-session';
import { reloadTab } from './reload-tab';
import { restoreDraft } from './restore-draft';
import { switchModel } from './switch-model';
import { switchNetwork } from './switch-network';
import { tryAnotherBrowser } from './try-another-browser';
import { tryPrivateWindow } from './try-private-window';
import type { Fix, FixContext, FixId } from './types';
import { waitAndRetry } from './wait-and-retry';

export const fixes = [
  waitAndRetry,
  notifyWhenBack,
  restoreDraft,
  switchModel,
  newChat,
  reloadTab,
  hardReload,
  clearSiteCache,
  clearSiteData,
  refreshSession,
  completeChallenge,
  checkConnection,
  switchNetwork,
  tryPrivateWindow,
  tryAnotherBrowser,
  continueElsewhere,
  contactSupport,
] as const satisfies readonly Fix[];

export const fixOf = (id: FixId): Fix | undefined => fixes.find((fix) => fix.id === id);

/** The fixes for a verdict that can do something now, the recommended one first. */
export const fixesFor = (verdict: VerdictId, context: FixContext): FixId[] =>
  orderFor(verdict, context.more?.advice ?? null).filter((id) => fixOf(id)?.available(context));
