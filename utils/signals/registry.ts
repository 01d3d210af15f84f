import * as z from 'zod/mini';
import { appHealth } from './app-health';
import { banner } from './banner';
import { connectivity } from './connectivity';
import { hookMissing } from './hook-missing';
import { navigationFailed } from './navigation-failed';
import { pageContext } from './page-context';
import { pageLoaded } from './page-loaded';
import { pageRetry } from './page-retry';
import { replyAccepted } from './reply-accepted';
import { replyActivity } from './reply-activity';
import { replyBegan } from './reply-began';
import { replyEnded } from './reply-ended';
import { replyResumed } from './reply-resumed';
import { replySilent } from './reply-silent';
import { requestFailed } from './request-failed';
import { requestStarted } from './request-started';
import { responseReceived } from './response-received';
import { sessionChecked } from './session-checked';
import { tabHang } from './tab-hang';

/** What the page's network tells; the only signals that the page's own world may report. */
export const networkSignals = [
  requestStarted,
  responseReceived,
  requestFailed,
  replyAccepted,
  replyBegan,
  replyActivity,
  replyEnded,
  pageRetry,
] as const;

export const signals = [
  ...networkSignals,
  replySilent,
  replyResumed,
  banner,
  pageLoaded,
  navigationFailed,
  connectivity,
  pageContext,
  appHealth,
  hookMissing,
  tabHang,
  sessionChecked,
] as const;

export const SignalSchema = z.discriminatedUnion('kind', signals);
