/**
 * True for the error of a write that found no room: the disk is full, or the browser's share of it. Chrome and Firefox name
 * it alike; older Firefox says the second. The transaction was undone as a whole, so that nothing is lost.
 */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && ['QuotaExceededError', 'NS_ERROR_FILE_NO_DEVICE_SPACE'].includes(error.name);
