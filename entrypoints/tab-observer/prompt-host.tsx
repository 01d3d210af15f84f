import { render } from 'preact';
import { PromptView } from '@/components/prompt/PromptView';
import css from '@/components/prompt/PromptView.css?inline';
import { send, sendSurely } from '@/utils/browser/messages';
import { uiLanguage } from '@/utils/browser/runtime';
import { isExtensionAlive } from '@/utils/browser/tab-life';
import type { fixes } from '@/utils/fixes/registry';
import type { FixId } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { placePrompt } from './prompt-place';

const HOST = 'lifeline-prompt';
type Known = (typeof fixes)[number];
/** What removes data is asked about, and a permission is asked for, in the popup only. */
type InPopup = Extract<Known, { risk: 'destructive' } | { needs: readonly unknown[] }>['id'];
/** Written out, and compared with the registry by the compiler: at run time its plans would come into every tab with it. */
const IN_POPUP = { 'clear-site-data': true, 'clear-site-cache': true } satisfies Record<InPopup, true>;
/** There is more to read or to press than there is room for: the popup opens with the first click. */
const SHOWN_IN_POPUP: readonly FixId[] = [
  ...(['check-connection', 'switch-network', 'try-private-window', 'try-another-browser'] as const),
  ...(['continue-elsewhere', 'contact-support'] as const),
];
const TICK_MS = 250;

export interface PromptHost {
  readonly show: (view: TabView) => void;
  readonly remove: () => void;
}

/** A failure that is final, or a fix on its way; nothing that claude.ai may still mend by itself. */
const isWanted = ({ verdict, run, dismissed }: TabView): boolean =>
  (verdict.id !== 'ok' && !verdict.provisional && !dismissed) ||
  run?.state === 'waiting' ||
  run?.state === 'working';

/**
 * A page may define an element of this name that allows no shadow root, or takes it for itself. One that comes from a document
 * without definitions has its root already when the page's definition gets at it, which then fails and leaves it as it is.
 */
const plainElement = (): HTMLElement => document.implementation.createHTMLDocument('').createElement(HOST);

async function startFix(fix: FixId): Promise<void> {
  await sendSurely('start-fix', { tabId: null, fix });
  if (SHOWN_IN_POPUP.includes(fix)) await send('open-popup-page', {});
}

async function endStep({ run }: TabView): Promise<void> {
  if (run?.surface)
    await send('end-surface-step', { tabId: null, runId: run.id, index: run.surface.index, problem: null });
}

/** Puts the prompt into the page and takes it away again. */
export function promptHost(): PromptHost {
  let host: HTMLElement | undefined;
  let root: ShadowRoot | undefined;
  let stopPlacing: (() => void) | undefined;
  let tick: ReturnType<typeof setInterval> | undefined;

  const remove = (): void => {
    clearInterval(tick);
    stopPlacing?.();
    if (root) render(null, root);
    host?.remove();
    host = undefined;
    root = undefined;
  };
  const mount = (): ShadowRoot => {
    host = plainElement();
    root = host.attachShadow({ mode: 'open' });
    document.documentElement.append(host);
    stopPlacing = placePrompt(host);
    return root;
  };
  const draw = (view: TabView): void => {
    const target = root ?? mount();
    if (host && !host.isConnected) document.documentElement.append(host); // the page has rebuilt itself
    const act =
      <A extends unknown[]>(run: (...args: A) => Promise<unknown>) =>
      (...args: A) =>
        void run(...args);
    render(
      <>
        <style>{css}</style>
        <PromptView
          view={view}
          now={Date.now()}
          locale={uiLanguage()}
          inPopup={Object.keys(IN_POPUP) as InPopup[]}
          onFix={act(startFix)}
          onStep={act(() => endStep(view))}
          onCancel={act(() => sendSurely('cancel-fix', { tabId: null }))}
          onMore={act(() => send('open-popup-page', {}))}
          onDismiss={act(() => {
            remove();
            return send('dismiss-prompt', {});
          })}
        />
      </>,
      target,
    );
  };
  return {
    remove,
    show: (view) => {
      clearInterval(tick);
      if (!isWanted(view)) return remove();
      draw(view);
      // Without the extension there are no words to draw with.
      if (view.run?.until) tick = setInterval(() => (isExtensionAlive() ? draw(view) : remove()), TICK_MS);
    },
  };
}
