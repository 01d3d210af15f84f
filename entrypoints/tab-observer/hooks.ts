import { findComposer } from '@/utils/claude/composer';
import { isReplying } from '@/utils/claude/notices';
import { first, SELECTORS } from '@/utils/claude/selectors';
import type { Signal } from '@/utils/signals/types';

/** A chat is built by then. */
const BUILT_MS = 15_000;
/** A reply has its stop button by then, and shows that it runs at least this often. */
const RUNS_MS = 3_000;

export interface HookWatch {
  /** Called now and then while the page is seen and stands. */
  readonly look: () => void;
  readonly heard: (signal: Signal) => void;
}

/** Tells, once per page, which hooks into claude.ai's page are not found where they should be. */
export function hookWatch(report: (signal: Signal) => void): HookWatch {
  const told = new Set<string>();
  let path = '';
  let hereSince = 0;
  let beganAt = 0;
  let aliveAt = 0;
  const expect = (hook: keyof typeof SELECTORS, found: unknown): void => {
    if (found || told.has(hook)) return;
    told.add(hook);
    report({ kind: 'hook-missing', at: Date.now(), hook });
  };
  return {
    heard: ({ kind }) => {
      const now = Date.now();
      if (kind === 'reply-began') beganAt = now;
      else if (kind === 'reply-activity') aliveAt = now;
      else if (kind === 'reply-ended') beganAt = 0;
    },
    look: () => {
      const now = Date.now();
      if (location.pathname !== path) {
        path = location.pathname;
        hereSince = now;
      }
      if (!/^\/(new$|chat\/)/.test(path)) return;
      if (now - hereSince >= BUILT_MS) {
        expect('composer', findComposer(document));
        expect('model', first(document, SELECTORS.model));
      }
      // In another chat than the one that it began in, a reply has no button.
      const runs = beganAt > hereSince && now - beganAt >= RUNS_MS && now - aliveAt < RUNS_MS;
      if (runs) expect('stop', isReplying(document));
    },
  };
}
