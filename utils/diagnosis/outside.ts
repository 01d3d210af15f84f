/**
 * What the witnesses say of one failure. The official page is late at both ends and lists components that aren't hit, so each of
 * its incidents is asked whether it concerns the chat, and the model that failed here.
 */
import { modelName } from '@/utils/claude/model-name';
import type { Finding } from '@/utils/detectors/types';
import type { OpenIncident, Witness } from '@/utils/status/types';
import type { Case, Holds } from './case';

/** So many community sources above their usual make one kind of evidence; one alone may be a launch or a rumour. */
const CROWD = 2;

/** "Opus" without a version is all of them. */
const isSameModel = (named: string, own: string): boolean =>
  named === own || own.startsWith(`${named} `) || named.startsWith(`${own} `);

/** The models that failed here, in `modelName`'s notation. Empty when none is known, or when no model was asked. */
export const ownModels = ({ evidence: { models = [], model = null } }: Finding): readonly string[] =>
  (models.length > 0 ? models : [model]).map(modelName).filter((name) => name !== null);

const ASK_MODELS: readonly string[] = ['failed-send', 'flaky-sends', 'slow-replies', 'failing-model'];

/** An incident that names models concerns the messages that asked one of them; where that isn't known, it may. */
function mayExplain({ models, impact, concernsChat }: OpenIncident, failed: Finding): boolean {
  if (concernsChat === 'no' || impact === 'none') return false;
  if (models === 'many' || models.length === 0) return true;
  if (!ASK_MODELS.includes(failed.id)) return false;
  const own = ownModels(failed);
  return own.length === 0 || models.some((named) => own.some((one) => isSameModel(named, one)));
}

const aboutChat = (official: Witness | undefined): readonly OpenIncident[] =>
  (official?.official?.incidents ?? []).filter(({ concernsChat }) => concernsChat !== 'no');

/** What the official page's word is worth for this failure. `major` only when it says that of the chat as a whole. */
export function officialWord({ official }: Case, failed: Finding): Witness['impact'] {
  if (!official) return 'none';
  const incidents = aboutChat(official);
  const explained = incidents.some((incident) => mayExplain(incident, failed));
  // An incident may stand there before the component is marked, and after it is well again.
  if (official.state !== 'trouble') return explained ? 'minor' : 'none';
  return incidents.length > 0 && !explained ? 'none' : official.impact;
}

export const officialAgrees: Holds = (failed, is) => officialWord(is, failed) !== 'none';
export const officialSaysDown: Holds = (failed, is) => officialWord(is, failed) === 'major';

const namesOf = ({ official }: Case): readonly string[] =>
  aboutChat(official).flatMap(({ models }) => (models === 'many' ? [] : models));

/** An open incident names the one model that fails here. */
export const modelIsNamed: Holds = (failed, is) => {
  const [own, ...others] = ownModels(failed);
  return own !== undefined && others.length === 0 && namesOf(is).some((named) => isSameModel(named, own));
};

/** Models that are better not switched to; `many` when the page doesn't say which. */
export const modelsInTrouble = (is: Case): readonly string[] | 'many' =>
  aboutChat(is.official).some(({ models }) => models === 'many') ? 'many' : namesOf(is);

const community = ({ heard }: Case): readonly Witness[] =>
  heard.filter(({ id }) => id !== 'claude-status-page');
const surging = (is: Case): number => community(is).filter(({ state }) => state === 'trouble').length;

const crowds = (is: Case): boolean => surging(is) >= CROWD;
export const crowdComplains: Holds = (_, is) => crowds(is);

/** What isn't the user's own: the page says that the chat is down, or many people do. */
export const othersAreHit: Holds = (failed, is) => officialSaysDown(failed, is) || crowds(is);
/** Somebody outside speaks of it. */
export const isReported: Holds = (failed, is) => officialAgrees(failed, is) || crowds(is);

/** Anybody at all says something. */
export const somebodyReports: Holds = (failed, is) => surging(is) > 0 || officialAgrees(failed, is);

/** Both kinds of witnesses could be read, and none of them knows of anything. */
export const everybodyIsWell: Holds = (failed, is) =>
  is.official?.state === 'ok' && community(is).length > 0 && !somebodyReports(failed, is);

/** claude.ai as a whole, whatever failed here. */
export const officialIsDown = ({ official }: Case): boolean =>
  official?.state === 'trouble' && official.impact === 'major';
export const officialReports = ({ official }: Case): boolean => official?.state === 'trouble';

export const workIsDone: Holds = (_, { official }) => {
  const work = official?.official?.maintenance;
  return work?.running === true && work.concernsChat !== 'no';
};
