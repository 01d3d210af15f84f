/** Numbers of the merged protocol. Seen: schema extracted from the site's bundle, 2026-10. */
export const STATUS = { idle: 1, running: 2, waiting: 3, completed: 4, error: 5, recovering: 6 } as const;
export const KIND = { errorRescuable: 1, errorTerminal: 2, runningUpstreamRetry: 4 } as const;
export const ROLE = { user: 1, assistant: 2 } as const;
export const STOP = { endTurn: 1, userCanceled: 10, error: 11 } as const;
const STOP_OF: Record<string, number> = {
  max_tokens: 2,
  refusal: 4,
  cyber_refusal: 4,
  prompt_injection_risk: 6,
  user_canceled: STOP.userCanceled,
  error: STOP.error,
  tool_use_limit: 12,
};
export const STATUS_NAMES = [
  'STATUS_UNSPECIFIED',
  'STATUS_IDLE',
  'STATUS_RUNNING',
  'STATUS_WAITING_FOR_INPUT',
  'STATUS_COMPLETED',
  'STATUS_ERROR',
];

const CLASSES: Record<number, number> = { 429: 1, 529: 2, 401: 3, 403: 4, 404: 5, 400: 6, 413: 7 };

/** ErrorClass for an HTTP status inside; SERVER_ERROR for the rest. */
export const errorClass = (status: number): number => CLASSES[status] ?? 10;

export const stopOf = (reason: string | undefined): number => STOP_OF[reason ?? ''] ?? STOP.endTurn;
