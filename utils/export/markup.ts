const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // HTML would read both as other characters.
  '\r': '&#13;',
  '\0': '\uFFFD',
};

/** Text for HTML, between tags and inside of quoted attributes. */
import { webAddress } from './web-address';

export const escaped = (text: string): string =>
  text.replace(/[&<>"\r\0]/g, (char) => ENTITIES[char] ?? char);

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#13;': '\r',
};

/** The text of HTML that was made with `escaped`: without its tags, which hold no `>` inside. */
export const textOfMarkup = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#13);/g, (entity) => CHARACTERS[entity] ?? entity);

/** An address that a link may lead to. Anything else stays text: `javascript:` and `data:` would run in whoever reads it. */
const isSafeAddress = (url: string): boolean => !/\s/.test(url) && webAddress(url) !== undefined;

/** A link that tells the other side nothing; only its words where the address is none. */
export const linkTo = (url: string, inner: string): string =>
  isSafeAddress(url) ? `<a href="${escaped(url)}" rel="noopener noreferrer">${inner}</a>` : inner;
