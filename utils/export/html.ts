import { htmlPage } from '@/utils/export/html-page';
import { textOfMarkup } from '@/utils/export/markup';
import type { ExportFormat } from '@/utils/export/types';

/** One file that needs no other, nor the network: every branch, and nothing in it can run. */
export const html = {
  id: 'html',
  extension: 'html',
  mediaType: 'text/html',
  render: (conversation) => htmlPage(conversation, false),
  readBack: textOfMarkup,
} satisfies ExportFormat;
