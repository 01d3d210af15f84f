import { withIds } from './ids.ts';
import { EMPTY, messageHtml, stopButton } from './page-html.ts';
import type { TabWindow } from './tab-window.ts';
import type { DocumentFacts, Step } from './types.ts';

/** What a step may touch in its page. */
export interface Stage {
  readonly window: TabWindow;
  readonly facts: DocumentFacts;
  readonly now: () => number;
  readonly startCall: (step: Extract<Step, { do: 'call' }>) => void;
  readonly abortCall: (id: string) => void;
  /** The address has changed without a new document. */
  readonly moved: () => void;
}

type Actions = { [K in Step['do']]?: (stage: Stage, step: Extract<Step, { do: K }>) => void };

const byId = ({ window }: Stage, id: string) => window.document.getElementById(`sf-${id}`);

/** What the page does by itself; what happens to it from outside, the replay does. */
const ACTIONS: Actions = {
  call: ({ startCall }, step) => startCall(step),
  abort: ({ abortCall }, { call }) => abortCall(call),
  busy: (stage, { on }) => {
    const { hooks = '2026-10', lang = 'en-US' } = stage.facts;
    if (on) byId(stage, 'form')?.insertAdjacentHTML('beforeend', stopButton(hooks, lang));
    else byId(stage, 'stop')?.remove();
  },
  type: (stage, { text }) => {
    const paragraph = stage.window.document.createElement('p');
    paragraph.textContent = text;
    const composer = byId(stage, 'composer');
    composer?.replaceChildren(paragraph);
    composer?.dispatchEvent(new stage.window.Event('input', { bubbles: true }));
  },
  say: (stage, { who, html }) => {
    const composer = byId(stage, 'composer');
    if (who === 'user' && composer) composer.innerHTML = EMPTY;
    const rows = byId(stage, 'rows');
    const index = rows?.childElementCount ?? 0;
    rows?.insertAdjacentHTML('beforeend', messageHtml(stage.facts.hooks ?? '2026-10', [who, html], index));
  },
  insert: (stage, { id, where, html }) => {
    const { document } = stage.window;
    const holder = document.createElement('div');
    holder.innerHTML = html;
    const added = holder.firstElementChild;
    const place = where === 'body' ? document.body : byId(stage, where);
    if (!added || !place) throw new Error(`nothing to put into ${where}: ${html}`);
    added.id = `sf-${id}`;
    place.append(added);
  },
  remove: (stage, { id }) => byId(stage, id)?.remove(),
  body: ({ window }, { html }) => {
    window.document.body.innerHTML = html;
  },
  title: ({ window }, { text }) => {
    window.document.title = text;
  },
  model: (stage, { text }) => {
    const selector = byId(stage, 'model');
    if (selector) selector.textContent = text;
  },
  store: ({ window, now }, { key, value }) => {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value.replaceAll('$now', String(now())));
  },
  route: ({ window, moved }, { path }) => {
    window.history.pushState(null, '', withIds(path));
    moved();
  },
  event: ({ window }, { name }) => {
    window.dispatchEvent(new window.Event(name, { cancelable: true }));
  },
};

export function performStep(stage: Stage, step: Step): void {
  const action = ACTIONS[step.do] as ((stage: Stage, step: Step) => void) | undefined;
  if (!action) throw new Error(`a page can't do ${step.do}`);
  action(stage, step);
}
