import type { ExportFormat } from '@/utils/export/types';

/** The payload itself, to the byte: what any later tool can be given. */
export const json = {
  id: 'json',
  extension: 'json',
  mediaType: 'application/json',
  render: (_conversation, raw) => raw,
} satisfies ExportFormat;
