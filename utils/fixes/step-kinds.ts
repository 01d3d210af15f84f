/** Who performs a step: the tab's page, whoever shows the fix, or else the background. */
import type { PageStep, Step, SurfaceStep } from './types';

/** The verbs that the tab performs; all others are the background's. Complete by its type. */
const PAGE_VERBS: Record<PageStep['verb'], true> = {
  wait: true,
  'press-retry': true,
  'fill-composer': true,
  'open-model-menu': true,
  'restore-place': true,
  'attach-file': true,
  'clear-cache-storage': true,
};

export const isPageStep = (step: Step): step is PageStep => step.verb in PAGE_VERBS;

/** The verbs of whoever shows the fix: the run waits in them until it has reported. Complete by its type. */
const SURFACE_VERBS: Record<SurfaceStep['verb'], true> = {
  'show-steps': true,
  'show-chain': true,
  'show-report': true,
  'copy-text': true,
  'choose-assistant': true,
  'ask-to-replace': true,
  'name-attachments': true,
};

export const isSurfaceStep = (step: Step): step is SurfaceStep => step.verb in SURFACE_VERBS;
