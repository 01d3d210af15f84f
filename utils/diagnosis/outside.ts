/** What the witnesses say of one failure. */
import { modelName } from '@/utils/claude/model-name';
import type { Finding } from '@/utils/detectors/types';
import { aboutChat, isSameModel, wordFor } from '@/utils/status/official-word';
import type { Maintenance, Witness } from '@/utils/status/types';
import type { Case, Holds } from './case';

/** So many community sources above their usual make one kind of evidence; one alone may be a launch or a rumour. */
const CROWD = 2;

/** The models that failed here, in `modelName`'s notation. Empty when none is known, or when no model was asked. */
export const ownModels = ({ evidence: { models = [], model = null } }: Finding): readonly string[] =>
  (models.length > 0 ? models : [model]).map(modelName).filter((name) => name !== null);

const ASK_MODELS: readonly string[] = ['failed-send', 'flaky-sends', 'slow-replies', 'failing-model'];

/** What the official page's word is worth for this failure. */
export const officialWord = ({ official }: Case, failed: Finding): Witness['impact'] =>
  wordFor(official, ASK_MODELS.includes(failed.id) ? ownModels(failed) : null);

const officialMayMean: Holds = (failed, is) => officialWord(is, failed) !== 'none';
/** It says that the chat fails, too: an open incident alone doesn't, while the chat is marked as working. */
export const officialAgrees: Holds = (failed, is) =>
  is.official?.state === 'trouble' && officialMayMean(failed, is);
/** An incident that may be this, while the chat is marked as working: not yet, or again. */
export const officialIsOfTwoMinds: Holds = (failed, is) =>
  is.official?.state === 'ok' && officialMayMean(failed, is);
/** There is something on it, and not this. */
export const officialMeansOther: Holds = (failed, is) =>
  !officialMayMean(failed, is) &&
  (is.official?.state === 'trouble' || (is.official?.official?.incidents ?? []).length > 0);
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
export const somebodyReports: Holds = (failed, is) => surging(is) > 0 || officialMayMean(failed, is);

/** Both kinds of witnesses could be read, and none of them knows of anything. */
export const everybodyIsWell: Holds = (failed, is) =>
  is.official?.state === 'ok' && community(is).length > 0 && !somebodyReports(failed, is);

/** claude.ai as a whole, whatever failed here. */
export const officialIsDown = ({ official }: Case): boolean =>
  official?.state === 'trouble' && official.impact === 'major';
export const officialReports = ({ official }: Case): boolean => official?.state === 'trouble';

const chatsWork = ({ official }: Case): Maintenance | undefined => {
  const work = official?.official?.maintenance;
  return work?.running === true && work.concernsChat !== 'no' ? work : undefined;
};

export const workIsDone = (is: Case): boolean => chatsWork(is) !== undefined;
/** Nothing else is said of the chat. */
export const onlyWorkIsDone = (is: Case): boolean => workIsDone(is) && aboutChat(is.official).length === 0;
/** What is known better than how long such trouble usually lasts. */
export const workHasEnd = (is: Case): boolean => (chatsWork(is)?.endsAt ?? 0) > is.now;
