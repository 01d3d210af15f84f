import { gfm } from '@truto/turndown-plugin-gfm';
import TurndownService from 'turndown';

let service: TurndownService | undefined;

/** What claude.ai has drawn from Markdown, as Markdown again. Read in a document of its own, where nothing runs or loads. */
export function toMarkdown(body: HTMLElement): string {
  service ??= made();
  return service.turndown(document.implementation.createHTMLDocument('').importNode(body, true));
}

function made(): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  service.use(gfm);
  // Buttons beside code and tables, and pictures that only decorate.
  service.remove(['button', 'style', 'script', 'svg' as never]);
  return service;
}
