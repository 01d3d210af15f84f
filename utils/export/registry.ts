import { html } from '@/utils/export/html';
import { json } from '@/utils/export/json';
import { markdown } from '@/utils/export/markdown';
import { obsidian } from '@/utils/export/obsidian';
import { pdf } from '@/utils/export/pdf';
import { text } from '@/utils/export/text';
import type { ExportFormat } from '@/utils/export/types';

/** In the order in which they are offered. The first is the untouched payload. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [json, markdown, html, text, pdf, obsidian];
