/**
 * The composer's text, read and written to the character. It is a ProseMirror editor: one paragraph per line. Enter sends
 * there, so text goes in as a paste or as whole nodes and never as keystrokes.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: drafts are still kept, and can be copied.
 */
import { first, SELECTORS } from './selectors';

export const findComposer = (root: ParentNode): HTMLElement | null => first(root, SELECTORS.composer);

export function readComposer(composer: HTMLElement): string {
  if (composer instanceof HTMLTextAreaElement) return composer.value;
  return blockLines(composer, '').join('\n');
}

const BLOCKS = new Set([
  'P',
  'DIV',
  'LI',
  'UL',
  'OL',
  'PRE',
  'BLOCKQUOTE',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
]);

const isBlock = (node: Node): node is HTMLElement => BLOCKS.has(node.nodeName);

/** Lines of a container; lists, quotes and code keep their Markdown marks. */
function blockLines(container: HTMLElement, lead: string): string[] {
  if (container.nodeName === 'PRE') return ['```', ...(container.textContent ?? '').split('\n'), '```'];
  const children = [...container.childNodes];
  if (!children.some(isBlock))
    return inlineText(container)
      .split('\n')
      .map((line) => lead + line);
  let count = 0;
  return children.flatMap((child) => {
    if (!isBlock(child)) return child.textContent ? [lead + child.textContent] : [];
    count += 1;
    return blockLines(child, lead + markOf(child, count));
  });
}

function markOf(block: HTMLElement, count: number): string {
  if (block.nodeName === 'LI') return block.parentElement?.nodeName === 'OL' ? `${count}. ` : '- ';
  if (block.nodeName === 'BLOCKQUOTE') return '> ';
  return /^H[1-6]$/.test(block.nodeName) ? `${'#'.repeat(Number(block.nodeName[1]))} ` : '';
}

function inlineText(element: Node): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeName === 'BR') text += isFiller(node as HTMLElement) ? '' : '\n';
    else text += node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : inlineText(node);
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
    .map((element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 200))
    .filter((name) => name !== '');
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
    .split('\n')
    .map((line, index) => `<p${index === 0 ? ' data-pm-slice="1 1 []"' : ''}>${escaped(line)}</p>`)
    .join('');

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
  const paragraphs = text.split('\n').map((line) => {
    const paragraph = ownerDocument.createElement('p');
    paragraph.append(line === '' ? ownerDocument.createElement('br') : line);
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
