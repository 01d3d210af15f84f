import type { Say } from '../types.ts';

export interface Flags {
  merged_experience: boolean;
  completion_retry_mode: 'off' | 'legacy' | 'expanded' | 'emergency';
  completion_retry_scale: number;
  hook_set: string;
  completion_backoff_key: boolean;
  failure_banner: boolean;
  telemetry_ms: number;
  reopen_timelines: boolean;
  say: Say[];
}

/** Set once from the bootstrap call. */
export const session: { flags: Flags; org: string; name: string } = {
  flags: {
    merged_experience: false,
    completion_retry_mode: 'expanded',
    completion_retry_scale: 1,
    hook_set: 'current',
    completion_backoff_key: true,
    failure_banner: true,
    telemetry_ms: 5000,
    reopen_timelines: true,
    say: [],
  },
  org: '',
  name: '',
};
