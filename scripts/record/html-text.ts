/** An HTML document in other words: its tags, hooks and what decides how it is judged stay; scripts and styles are emptied. */
import { otherAddress } from './address.ts';
import type { Invention } from './invention.ts';
import { looksLikeJson, otherJson } from './json-text.ts';
import { TELLING_OF_PAGES } from './vocabulary.ts';

const PIECES =
  /(<!--[\s\S]*?(?:-->|$))|(<(script|style)\b(?:"[^"]*"|'[^']*'|[^>"'])*>)([\s\S]*?)(?=<\/\3\b|$)|(<[/!]?[a-zA-Z](?:"[^"]*"|'[^']*'|[^>"'])*>?)|([^<]+|<)/gi;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:(\s*=\s*)("[^"]*"?|'[^']*'?|[^\s"'>]+))?/g;
/** Attributes whose values are names; addresses are in others. */
const NAMED =
  /^(id|class|rel|type|role|lang|name|charset|dir|http-equiv|contenteditable|data-testid|data-cds|data-state|aria-hidden|as|for|method)$/i;
const ADDRESSED = /^(src|href|action)$/i;
/** By this the check of Cloudflare's is told, where its script stands in the page. */
const TELLING_SCRIPT = '_cf_chl_opt';

export function otherHtml(html: string, invent: Invention): string {
  return html.replaceAll(PIECES, (_all, comment, opening, _name, inside, tag, words) => {
    if (comment !== undefined) return '<!---->';
    if (opening !== undefined)
      return (
        otherTag(opening, invent) + (inside.includes(TELLING_SCRIPT) ? `window.${TELLING_SCRIPT}={};` : '')
      );
    return tag === undefined ? otherWords(words, invent) : otherTag(tag, invent);
  });
}

function otherWords(words: string, invent: Invention): string {
  if (words.trim() === '') return words;
  if (looksLikeJson(words)) return otherJson(words, invent, true);
  const [, before = '', said = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return before + invent.sentence(said, TELLING_OF_PAGES) + after;
}

function otherTag(tag: string, invent: Invention): string {
  const [, open = '', name = '', rest = '', close = ''] =
    /^(<[/!]?)([a-zA-Z][^\s/>]*)([\s\S]*?)(\/?>|)$/.exec(tag) ?? [];
  const attributes = rest.replaceAll(ATTRIBUTE, (_all, attribute: string, is = '', value = '') => {
    const [quote] = /^["']/.exec(value) ?? [''];
    const bare = value.slice(
      quote.length,
      quote && value.endsWith(quote) && value.length > 1 ? -1 : undefined,
    );
    return invent.name(attribute) + is + quote + otherAttribute(attribute, bare, invent) + quote;
  });
  return open + invent.name(name) + attributes + close;
}

function otherAttribute(attribute: string, value: string, invent: Invention): string {
  if (value === '') return '';
  if (NAMED.test(attribute)) return invent.name(value);
  return ADDRESSED.test(attribute) ? otherAddress(value, invent) : invent.text(value);
}
