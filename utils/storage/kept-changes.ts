import { onStored } from '@/utils/browser/storage';

const KEYS = ['drafts', 'half-answers'];
const UNWRITTEN = KEYS.map((key) => `${key}:unwritten`);

/** Drafts or half answers were written, or could not be and are held in memory. */
export const onKeptChanged = (then: () => void): void => onStored([...KEYS, ...UNWRITTEN], then);

/** Some of them could not be written, or have been now. */
export const onUnwritten = (then: () => void): void => onStored(UNWRITTEN, then);
