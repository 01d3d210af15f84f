import { htmlPage } from '@/utils/export/html-page';
import { textOfMarkup } from '@/utils/export/markup';
import type { ExportFormat } from '@/utils/export/types';

/** For the browser's own "Save as PDF": the page with everything open. The browser makes the PDF, so that no library has to. */
export const pdf = {
  id: 'pdf',
  extension: 'print.html',
  mediaType: 'text/html',
  render: (conversation) => htmlPage(conversation, true),
  readBack: textOfMarkup,
} satisfies ExportFormat;
