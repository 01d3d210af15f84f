import { type RunView, type Step, SurfaceStepSchema } from '@/utils/fixes/types';
import type { Run } from '@/utils/storage/items';

/** What was special in what it does, where the words say so: a chat as `file` or as `text`, or a browser that can't do all. */
function howOf(steps: readonly Step[]): string | null {
  // A file that the page didn't take is followed by the text.
  const carried = steps.findLast((step) => step.verb === 'carry-over');
  if (carried) return carried.as;
  return steps.some((step) => step.verb === 'clear-cache' && !step.types.includes('cache'))
    ? 'firefox'
    : null;
}

/** A run as the popup and the prompt show it. */
export function runView({ id, fix, state, until, problem, steps, index }: Run): RunView {
  const wait = steps.slice(0, index + 1).findLast((step) => step.verb === 'wait');
  const step = state === 'working' ? SurfaceStepSchema.safeParse(steps[index]).data : undefined;
  return {
    id,
    fix,
    state,
    until,
    problem,
    how: howOf(steps),
    attempt: wait?.verb === 'wait' ? wait.attempt : 1,
    of: wait?.verb === 'wait' ? wait.of : 1,
    surface: step ? { index, step } : null,
  };
}
