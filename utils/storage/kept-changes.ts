import { onStored } from '@/utils/browser/storage';

/** Drafts or half answers were written. */
export const onKeptChanged = (then: () => void): void => onStored(['drafts', 'half-answers'], then);
