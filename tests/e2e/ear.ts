import type { Page } from 'puppeteer-core';

export interface Heard {
  /** Each sentence that a screen reader would say by itself, in order. */
  readonly said: readonly string[];
  /** What came together with its live region: many screen readers pass over it. */
  readonly missed: readonly string[];
}

/** Runs in the page: listens to the live regions as a screen reader does; over a page that isn't ours, to the prompt's alone. */
function prickUp(): void {
  const heard: { said: string[]; missed: string[] } = { said: [], missed: [] };
  Object.assign(window, { heard });
  const REGION = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]';
  const isOurs = (one: Element): boolean =>
    location.protocol !== 'https:' || (one.getRootNode() as ShadowRoot).host?.localName === 'lifeline-prompt';
  const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
  const sentences = (top: Node): string[] => {
    const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node: Node | null = top.nodeType === 3 ? top : texts.nextNode(); node; node = texts.nextNode())
      if (!elementOf(node)?.closest('[aria-hidden="true"], style') && node.nodeValue?.trim())
        found.push(node.nodeValue.trim());
    return found;
  };
  const isWhole = (region: Element): boolean =>
    (region.getAttribute('aria-atomic') ?? String(region.hasAttribute('role'))) === 'true';
  const came = (top: Element | ShadowRoot): Element[] => {
    const regions = [...top.querySelectorAll(REGION)];
    if (top instanceof Element && top.matches(REGION)) regions.push(top);
    for (const one of regions.filter(isOurs))
      (one.matches('[role="alert"]') ? heard.said : heard.missed).push(...sentences(one));
    return regions;
  };
  const listenTo = (root: Node): void =>
    new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
  function hear(records: MutationRecord[]): void {
    const done: Element[] = [];
    for (const record of records) {
      const nodes = record.type === 'characterData' ? [record.target] : [...record.addedNodes];
      for (const node of nodes) {
        const region = elementOf(record.target)?.closest(REGION);
        if (region && !done.includes(region)) {
          if (isOurs(region)) heard.said.push(...sentences(isWhole(region) ? region : node));
          if (isWhole(region)) done.push(region);
        } else if (!region && node instanceof Element) {
          done.push(...came(node));
          if (node.shadowRoot) {
            done.push(...came(node.shadowRoot));
            listenTo(node.shadowRoot);
          }
        }
      }
    }
  }
  listenTo(document);
  const prompt = document.querySelector('lifeline-prompt')?.shadowRoot;
  if (prompt) listenTo(prompt);
}

export const listen = (page: Page): Promise<void> => page.evaluate(prickUp);

export const heard = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard);
