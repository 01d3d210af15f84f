import { type RunView, SurfaceStepSchema } from '@/utils/fixes/types';
import type { Run } from '@/utils/storage/items';

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
    attempt: wait?.verb === 'wait' ? wait.attempt : 1,
    of: wait?.verb === 'wait' ? wait.of : 1,
    surface: step ? { index, step } : null,
  };
}
