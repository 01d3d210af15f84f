/**
 * Artifacts: `tool_use` named `artifacts` with `input.command` create, update, rewrite; an update replaces the first `old_str`.
 * Older ones are tags in the text.
 * They are folded along one branch only: another branch has its own history under the same id.
 * Seen: tests/fixtures/conversations/every-block.json (2026-10). When wrong: the assembled text differs from what the user saw;
 * the pieces it was made from still stand in the export.
 */
import { branches, type Conversation, type Message, pathTo } from '@/utils/claude/conversation';
import { type TaggedArtifact, taggedArtifacts } from '@/utils/claude/tagged-artifacts';
import { isLoose, type Loose, listOf, textOf } from '@/utils/export/fields';

export interface Artifact {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** Media type as the first version says; empty when it doesn't. */
  readonly type: string;
  readonly content: string;
  /** From 1. */
  readonly version: number;
  /** Number of the message that made this version. */
  readonly number: number;
  /** What could not be replayed, in words. */
  readonly problems: readonly string[];
}

/** The last state of every artifact that was changed after its creation, on every branch; equal states once. */
export const finalArtifacts = (conversation: Conversation): readonly Artifact[] =>
  lastArtifacts(conversation).filter(({ version }) => version > 1);

/** The last state of every artifact, on every branch; equal states once. */
export function lastArtifacts(conversation: Conversation): readonly Artifact[] {
  const found = new Map<string, Artifact>();
  for (const states of statesByBranch(conversation)) {
    // The last one of an id takes the place of those before.
    for (const artifact of new Map(states.map((state) => [state.id, state])).values()) {
      const key = `${artifact.id}\n${artifact.content}`;
      if ((found.get(key)?.version ?? 0) <= artifact.version) found.set(key, artifact);
    }
  }
  return [...found.values()];
}

/** Every state that an artifact has had on one branch, the first one first. */
export interface ArtifactHistory {
  readonly id: string;
  readonly states: readonly Artifact[];
}

/** All artifacts with all their states; a branch that adds none of its own isn't named again. */
export function artifactHistories(conversation: Conversation): readonly ArtifactHistory[] {
  const found: ArtifactHistory[] = [];
  for (const states of statesByBranch(conversation)) {
    for (const [id, own] of Map.groupBy(states, (state) => state.id)) {
      const last = own.at(-1);
      const isKnown = found.some((one) => one.id === id && one.states.some(isSameState(last)));
      if (!isKnown) found.push({ id, states: own });
    }
  }
  return found;
}

const isSameState =
  (one: Artifact | undefined) =>
  (other: Artifact): boolean =>
    other.number === one?.number && other.version === one.version && other.content === one.content;

/** What every branch has made, from the beginning of the chat to its end. */
function* statesByBranch(conversation: Conversation): Generator<readonly Artifact[]> {
  const numbers = new Map(conversation.chat_messages.map((message, index) => [message.uuid, index + 1]));
  const byId = new Map(conversation.chat_messages.map((message) => [message.uuid, message]));
  const makers = new Set([...byId.values()].filter((one) => callsOf(one).length > 0).map(({ uuid }) => uuid));
  const ended = new Set<string>();
  for (const { forkedFrom, messages } of branches(conversation)) {
    const leaf = messages.at(-1);
    if (forkedFrom !== null && !messages.some(({ uuid }) => makers.has(uuid))) {
      // It ends as all others do that leave the chat after the same artifact.
      const maker = makerBefore(forkedFrom, makers, byId);
      if (maker === undefined || ended.has(maker)) continue;
      ended.add(maker);
    }
    yield statesOn(forkedFrom === null || !leaf ? messages : pathTo(conversation, leaf.uuid), numbers);
  }
}

/** The last message that made an artifact, up to this one. */
function makerBefore(
  id: string,
  makers: ReadonlySet<string>,
  byId: ReadonlyMap<string, Message>,
): string | undefined {
  const seen = new Set<string>();
  let message = byId.get(id);
  while (message && !makers.has(message.uuid) && !seen.has(message.uuid)) {
    seen.add(message.uuid);
    message = byId.get(message.parent_message_uuid ?? '');
  }
  return message && makers.has(message.uuid) ? message.uuid : undefined;
}

function statesOn(path: readonly Message[], numbers: ReadonlyMap<string, number>): readonly Artifact[] {
  const artifacts = new Map<string, Artifact>();
  const states: Artifact[] = [];
  for (const message of path) {
    for (const input of callsOf(message)) {
      apply(artifacts, input, numbers.get(message.uuid) ?? 0);
      const state = artifacts.get(textOf(input.id));
      if (state && textOf(input.command) !== 'view') states.push(state);
    }
  }
  return states;
}

const callsOf = (message: Message): readonly Loose[] =>
  listOf(message.content).flatMap((block) => {
    if (block.type === 'text') return taggedArtifacts(textOf(block.text)).map(asCall);
    const isCall = block.type === 'tool_use' && block.name === 'artifacts' && isLoose(block.input);
    return isCall ? [block.input as Loose] : [];
  });

/** Each names its whole content. */
const asCall = (artifact: TaggedArtifact): Loose => ({ ...artifact, command: 'rewrite' });

function apply(artifacts: Map<string, Artifact>, input: Loose, number: number): void {
  const id = textOf(input.id);
  const before = artifacts.get(id);
  const command = textOf(input.command);
  if (command === 'view') return;
  artifacts.set(id, {
    id,
    title: textOf(input.title) || (before?.title ?? ''),
    language: textOf(input.language) || (before?.language ?? ''),
    type: textOf(input.type) || (before?.type ?? ''),
    version: (before?.version ?? 0) + 1,
    number,
    ...(command === 'update'
      ? updated(before, input, number)
      : { content: textOf(input.content), problems: [] }),
  });
}

function updated(
  before: Artifact | undefined,
  input: Loose,
  number: number,
): Pick<Artifact, 'content' | 'problems'> {
  const content = before?.content ?? '';
  const problems = before?.problems ?? [];
  const old = textOf(input.old_str);
  if (old === '' || !content.includes(old)) {
    return {
      content,
      problems: [...problems, `The change in message ${number} names a text that is not there.`],
    };
  }
  // A function, because `$&` and `$1` in a replacement string would be read as patterns.
  return { content: content.replace(old, () => textOf(input.new_str)), problems };
}
