/**
 * What the official page's word is worth for what failed here. The page is late at both ends and lists components that aren't hit,
 * so each of its incidents is asked whether it concerns the chat, and the model that failed.
 * Seen: tests/fixtures/status/ (2026-04 … 2026-09). When wrong: somebody else's trouble is taken for the user's, or the other way round.
 */
import type { OpenIncident, Witness } from './types';

/** "Opus" without a version is all of them. */
export const isSameModel = (named: string, own: string): boolean =>
  named === own || own.startsWith(`${named} `) || named.startsWith(`${own} `);

/** The open incidents that may concern the chat. */
export const aboutChat = (official: Witness | undefined): readonly OpenIncident[] =>
  (official?.official?.incidents ?? []).filter(({ concernsChat }) => concernsChat !== 'no');

/** An incident that names models concerns the messages that asked one of them; where that isn't known, it may. */
function mayExplain({ models, impact }: OpenIncident, own: readonly string[] | null): boolean {
  if (impact === 'none') return false;
  if (models === 'many' || models.length === 0) return true;
  if (own === null) return false;
  return own.length === 0 || models.some((named) => own.some((one) => isSameModel(named, one)));
}

/**
 * `major` only when it says that of the chat as a whole. `own`: the models that failed here in `modelName`'s notation; empty when
 * they aren't known, null when none was asked.
 */
export function wordFor(official: Witness | undefined, own: readonly string[] | null): Witness['impact'] {
  if (!official) return 'none';
  const incidents = aboutChat(official);
  const explained = incidents.some((incident) => mayExplain(incident, own));
  // An incident may stand there before the component is marked, and after it is well again.
  if (official.state !== 'trouble') return explained ? 'minor' : 'none';
  return incidents.length > 0 && !explained ? 'none' : official.impact;
}
