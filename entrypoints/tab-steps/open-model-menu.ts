import { fallbackFor } from '@/utils/claude/fallback-model';
import { closeMenu, findModel, menusIn, modelButton, modelsIn, openMenu } from '@/utils/claude/model-menu';
import { modelName } from '@/utils/claude/model-name';
import { pointAt } from './pointer';

/** Opens claude.ai's own menu and points at the model. The user chooses: nothing here presses an item that is a model. */
export async function openModelMenu(model: string): Promise<string | null> {
  const button = modelButton(document);
  if (!button || !(await openMenu(button))) return 'hook_missing';
  const found = (await findModel(document, model)) ?? (await nextBest(button));
  if (!found) {
    await closeMenu(button);
    return 'model_not_found';
  }
  pointAt(found, menusIn(document));
  return null;
}

/** Which models an account has isn't known before: of those in the menu, the one that comes nearest to what fails. */
async function nextBest(button: HTMLElement): Promise<HTMLElement | null> {
  const current = modelName(button.textContent);
  const best = current && fallbackFor(current, modelsIn(document));
  return best ? findModel(document, best) : null;
}
