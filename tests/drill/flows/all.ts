import type { Flow } from '../points/flow.ts';
import { PROMPT } from './prompt.ts';

export const FLOWS: readonly Flow[] = [PROMPT];
