import type { Evidence } from './types';

export const line = (
  from: string,
  key: string,
  at: number | null,
  values: readonly (string | number)[] = [],
): Evidence => ({
  from,
  key,
  values: values.map(String),
  at,
});
