import axe from 'axe-core';

/** Ids of the rules that the element breaks. Contrast needs a real browser and is left to the e2e tests. */
export async function axeViolations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
