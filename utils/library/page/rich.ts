import DOMPurify from 'dompurify';
import { codeHtml } from '@/utils/library/page/code';
import { type Citation, markdownHtml } from '@/utils/library/page/markdown';

/** What a conversation's text may look like: nothing that loads, runs, sends or covers anything. */
const TAGS = [
  ...['p', 'br', 'hr', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'span', 'sup'],
  ...['em', 'strong', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
];
const CONFIG = {
  ALLOWED_TAGS: [...TAGS, '#text'],
  ALLOWED_ATTR: ['href', 'title', 'class', 'start', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const;

/** The colours of code, and a text that stands as it was written: other names could borrow the page's own looks. */
const OUR_CLASS = /^(hljs-[\w-]+( [\w-]+_)*|as-typed)$/;

function tidy(fragment: DocumentFragment): DocumentFragment {
  for (const element of fragment.querySelectorAll('[class]')) {
    if (!OUR_CLASS.test(element.getAttribute('class') ?? '')) element.removeAttribute('class');
  }
  for (const anchor of fragment.querySelectorAll('a')) {
    anchor.setAttribute('target', '_blank');
    anchor.setAttribute('rel', 'noreferrer');
    anchor.setAttribute('class', 'link');
  }
  for (const wide of fragment.querySelectorAll('pre, table')) wide.setAttribute('tabindex', '0');
  return fragment;
}

function sanitised(html: string): DocumentFragment {
  const config = {
    ...CONFIG,
    ALLOWED_TAGS: [...CONFIG.ALLOWED_TAGS],
    ALLOWED_ATTR: [...CONFIG.ALLOWED_ATTR],
  };
  // Its types promise a fragment, but of a frameset alone there is none.
  const clean: DocumentFragment | null = DOMPurify.sanitize(html, config);
  return tidy(clean ?? document.createDocumentFragment());
}

/** Text from a conversation as nodes that are safe to show. They were never a string that is parsed twice. */
export const rich = {
  markdown: (text: string, citations: readonly Citation[]): DocumentFragment =>
    sanitised(markdownHtml(text, citations)),
  code: (text: string, language: string): DocumentFragment => sanitised(codeHtml(text, language)),
};
