/**
 * The composer's text, read and written to the character. It is a ProseMirror editor: one paragraph per line. Enter sends
 * there, so text goes in as a paste or as whole nodes and never as keystrokes.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: drafts are still kept, and can be copied.
 */
import { first, SELECTORS } from './selectors';

export const findComposer = (root: ParentNode): HTMLElement | null => first(root, SELECTORS.composer);

/**
 * Paragraphs are separated by an empty line; line breaks within one, and the `div`s that a plain editor makes of lines, by
 * `\n`: so that it goes back as it was.
 */
export function readComposer(composer: HTMLElement): string {
  return composer instanceof HTMLTextAreaElement ? composer.value : blocksText(composer);
}

const BLOCKS = new Set(['P', 'DIV', 'UL', 'OL', 'PRE', 'BLOCKQUOTE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);

const isBlock = (node: Node): node is HTMLElement => BLOCKS.has(node.nodeName);

/** Text of a container of blocks; lists, quotes and code keep their Markdown marks. */
function blocksText(container: HTMLElement): string {
  const children = [...container.childNodes];
  if (!children.some(isBlock)) return inlineText(container);
  let text = '';
  let before: Node | undefined;
  for (const child of children) {
    if (!isBlock(child) && child.textContent === '') continue;
    const isLine =
      child.nodeName === 'DIV' ||
      before?.nodeName === 'DIV' ||
      // A list within an item of another one.
      container.nodeName === 'LI' ||
      !isBlock(child) ||
      !before ||
      !isBlock(before);
    if (before) text += isLine ? '\n' : '\n\n';
    text += isBlock(child) ? blockText(child) : (child.textContent ?? '');
    before = child;
  }
  return text;
}

function blockText(block: HTMLElement): string {
  if (block.nodeName === 'DIV') return blocksText(block);
  if (block.nodeName === 'PRE') return `\`\`\`${languageOf(block)}\n${block.textContent}\n\`\`\``;
  if (block.nodeName === 'BLOCKQUOTE') return `> ${blocksText(block).replaceAll('\n', '\n> ')}`;
  if (block.nodeName === 'UL' || block.nodeName === 'OL') return listText(block);
  const level = /^H([1-6])$/.exec(block.nodeName)?.[1];
  return level ? `${'#'.repeat(Number(level))} ${inlineText(block)}` : inlineText(block);
}

const languageOf = (block: HTMLElement): string =>
  /(?:^|\s)language-(\S+)/.exec(block.firstElementChild?.className ?? '')?.[1] ?? '';

const listText = (list: HTMLElement): string =>
  [...list.children]
    .map((item, index) => {
      const mark = list.nodeName === 'OL' ? `${index + ((list as HTMLOListElement).start || 1)}.` : '-';
      return `${mark} ${blocksText(item as HTMLElement).replaceAll('\n', '\n  ')}`;
    })
    .join('\n');

/** The editor turns typed marks into formats; as text they are what was typed. */
const MARKS: Record<string, string> = { CODE: '`', STRONG: '**', B: '**', EM: '*', I: '*', S: '~~' };

function inlineText(element: Node): string {
  let text = '';
  for (const node of element.childNodes) {
    const mark = MARKS[node.nodeName] ?? '';
    if (node.nodeName === 'BR') text += isFiller(node as HTMLElement) ? '' : '\n';
    else text += node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : mark + inlineText(node) + mark;
  }
  return text;
}

/** A break that only keeps an empty line, or the end of a line, open. */
const isFiller = (br: HTMLElement): boolean =>
  br.className.includes('trailingBreak') ||
  (br.nextSibling === null && br.parentNode?.childNodes.length === 1);

/** Names of what is attached; the bytes can't be had from the page. */
export function readAttachments(document: Document): string[] {
  return [...document.querySelectorAll<HTMLElement>(SELECTORS.attachment)]
    .map((element) => (element.getAttribute('aria-label') ?? firstText(element)).trim().slice(0, 200))
    .filter((name) => name !== '');
}

/** A card without a label has the file's name first, and its size and kind below. */
function firstText(element: Element): string {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) return walker.currentNode.nodeValue;
  return '';
}

/** Puts the text in place of what is there. True when the composer then holds exactly this text. */
export async function fillComposer(composer: HTMLElement, text: string): Promise<boolean> {
  if (readComposer(composer) === text) return true;
  composer.focus();
  if (composer instanceof HTMLTextAreaElement) return fillTextArea(composer, text);
  for (const write of [paste, insert, replaceNodes]) {
    selectAll(composer);
    await settled(); // the editor learns of a selection by an event
    write(composer, text);
    await settled();
    if (readComposer(composer) === text) return true;
  }
  return false;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

function selectAll(composer: HTMLElement): void {
  const selection = composer.ownerDocument.getSelection();
  selection?.selectAllChildren(composer);
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** `data-pm-slice` is ProseMirror's own mark; it makes the editor keep every space. */
const asHtml = (text: string): string =>
  text
    .split('\n\n')
    .map((block, index) => `<p${index === 0 ? ' data-pm-slice="1 1 []"' : ''}>${lines(block)}</p>`)
    .join('');

const lines = (block: string): string => block.split('\n').map(escaped).join('<br>');

function paste(composer: HTMLElement, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  clipboardData.setData('text/html', asHtml(text));
  composer.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

function insert(composer: HTMLElement, text: string): void {
  composer.ownerDocument.execCommand('insertHTML', false, asHtml(text));
}

function replaceNodes(composer: HTMLElement, text: string): void {
  const { ownerDocument } = composer;
  const paragraphs = text.split('\n\n').map((block) => {
    const paragraph = ownerDocument.createElement('p');
    const parts = block.split('\n').flatMap((line) => [ownerDocument.createElement('br'), line]);
    paragraph.append(...(block === '' ? parts.slice(0, 1) : parts.slice(1)));
    return paragraph;
  });
  composer.replaceChildren(...paragraphs);
  composer.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
}

function fillTextArea(area: HTMLTextAreaElement, text: string): boolean {
  // The prototype's setter: frameworks put their own on the element.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text);
  area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
  return area.value === text;
}
