import {
  type ActiveFault,
  type AnswerFault,
  type Fault,
  type FaultTarget,
  isStreamFault,
  type StreamFault,
} from './fault-kinds.ts';

export interface FaultBoard {
  add(fault: Fault): string;
  clear(id?: string): void;
  list(): readonly ActiveFault[];
  /** Uses up one stroke of the first answer fault for these targets. `model` is known for sends. */
  takeAnswer(
    targets: readonly FaultTarget[],
    path: string,
    model?: string,
    host?: string,
  ): { id: string; fault: AnswerFault } | null;
  takeStream(model?: string): { id: string; fault: StreamFault } | null;
}

/** Counts what the fault fits; true when it is this one's turn. */
function isDue(entry: ActiveFault): boolean {
  entry.fitted += 1;
  const at = entry.fitted - 1 - (entry.fault.skip ?? 0);
  return at >= 0 && at % (entry.fault.every ?? 1) === 0;
}

const fitsModel = ({ fault }: ActiveFault, model: string | undefined): boolean =>
  fault.model === undefined || fault.model === model;

export function createFaultBoard(): FaultBoard {
  let active: ActiveFault[] = [];
  let counter = 0;
  const use = (entry: ActiveFault): void => {
    entry.left -= 1;
    if (entry.left <= 0) active = active.filter((other) => other !== entry);
  };
  return {
    add(fault) {
      counter += 1;
      const id = `fault-${counter}`;
      active.push({ id, fault, left: fault.times ?? Number.POSITIVE_INFINITY, fitted: 0 });
      return id;
    },
    clear(id) {
      active = id === undefined ? [] : active.filter((entry) => entry.id !== id);
    },
    list: () => active,
    takeAnswer(targets, path, model, host) {
      for (const target of targets) {
        for (const entry of active) {
          if (entry.fault.on !== target || isStreamFault(entry.fault)) continue;
          if (entry.fault.path !== undefined && !path.includes(entry.fault.path)) continue;
          if (entry.fault.host !== undefined && entry.fault.host !== host) continue;
          if (!fitsModel(entry, model) || !isDue(entry)) continue;
          use(entry);
          return { id: entry.id, fault: entry.fault };
        }
      }
      return null;
    },
    takeStream(model) {
      for (const entry of active) {
        if (!isStreamFault(entry.fault) || !fitsModel(entry, model) || !isDue(entry)) continue;
        use(entry);
        return { id: entry.id, fault: entry.fault };
      }
      return null;
    },
  };
}
