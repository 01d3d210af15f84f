/**
 * Every message: who may send it and what it holds. Requests are named by a verb; a message that isn't here, comes from
 * elsewhere or doesn't fit its schema is refused. Over 200 lines, since who may say what is to be read in one place.
 */

import * as z from 'zod/mini';
import { FIX_IDS, PageStepSchema } from '@/utils/fixes/types';
import { SnapshotSchema } from '@/utils/library/types';
import { TAB_QUESTIONS, TabAnswerSchema } from '@/utils/probes/types';
import { TabViewSchema } from './tab-view';

/** `tab`: our script in the top frame of claude.ai. `page`: a page of the extension. `background`: the worker. */
export type Sender = 'tab' | 'page' | 'background';

/** Text beyond this is no prompt that claude.ai would take. */
const MAX_DRAFT_CHARS = 1_000_000;

/** Larger ones are asked for instead. */
const MAX_PAYLOAD_CHARS = 5_000_000;

const nothing = z.object({});
/** One life of a page. */
const pageName = z.optional(z.string().check(z.maxLength(50)));
const someTab = z.object({ tabId: z.nullable(z.number()) });

export const protocol = {
  /** A conversation as the page has loaded it: its URL on the first line, then the body. */
  'take-payload': {
    from: ['tab'],
    input: z.object({ payload: z.string().check(z.maxLength(MAX_PAYLOAD_CHARS)) }),
    output: nothing,
  },
  /** A tab's page has loaded, or needs us before: bring the observer. */
  'observe-tab': { from: ['tab'], input: nothing, output: nothing },
  /** A tab's page has begun; answers with what to show. What is to be put back follows. */
  hello: {
    from: ['tab'],
    input: z.object({ conversationId: z.nullable(z.string()), page: pageName }),
    output: z.object({ view: TabViewSchema }),
  },
  'report-signals': {
    from: ['tab'],
    /** Each is checked by itself, so that one forged signal doesn't drown the others. */
    input: z.object({ signals: z.array(z.unknown()).check(z.maxLength(50)) }),
    output: nothing,
  },
  /** The tab's thread runs. `more`: another beat follows soon, and one that doesn't come is asked after. */
  beat: { from: ['tab'], input: z.object({ more: z.boolean() }), output: nothing },
  'save-draft': {
    from: ['tab'],
    input: z.object({
      conversationId: z.nullable(z.string()),
      text: z.string().check(z.maxLength(MAX_DRAFT_CHARS)),
      attachments: z.array(z.string()).check(z.maxLength(50)),
      page: pageName,
      state: z.enum(['typing', 'sent']),
      at: z.number(),
    }),
    output: nothing,
  },
  /** What had arrived of an answer that broke off. */
  'keep-half-answer': {
    from: ['tab'],
    input: z.object({
      conversationId: z.string().check(z.maxLength(64)),
      text: z.string().check(z.maxLength(MAX_DRAFT_CHARS)),
      at: z.number(),
    }),
    output: nothing,
  },
  'get-half-answer': {
    from: ['page'],
    input: z.object({ conversationId: z.string() }),
    output: z.object({ text: z.nullable(z.string()) }),
  },
  /**
   * The user wants something that is kept no more; as the list names it. `private`: all of private windows. `all`: whatever the
   * background keeps, with the open incident.
   */
  'let-go': {
    from: ['page'],
    input: z.object({ what: z.enum(['draft', 'half', 'private', 'all']), name: z.string() }),
    output: nothing,
  },
  'report-step': {
    from: ['tab'],
    input: z.object({ runId: z.string(), index: z.number(), problem: z.nullable(z.string()) }),
    output: nothing,
  },
  'dismiss-prompt': { from: ['tab'], input: nothing, output: nothing },
  'open-popup-page': { from: ['tab'], input: nothing, output: nothing },
  'start-fix': {
    from: ['tab', 'page'],
    input: z.object({ tabId: z.nullable(z.number()), fix: z.enum(FIX_IDS) }),
    output: nothing,
  },
  /** Whoever shows a run has performed its step, or could not. */
  'end-surface-step': {
    from: ['tab', 'page'],
    input: z.extend(someTab, { runId: z.string(), index: z.number(), problem: z.nullable(z.string()) }),
    output: nothing,
  },
  /** What the user says of the fix that was tried, or that another one is wanted. */
  'tell-playbook': {
    from: ['tab', 'page'],
    input: z.extend(someTab, {
      said: z.union([z.object({ helped: z.boolean() }), z.object({ skipped: z.enum(FIX_IDS) })]),
    }),
    output: nothing,
  },
  /** A text that a step of the run puts on the clipboard or shows: no plan and no view holds it. */
  'get-fix-text': {
    from: ['page'],
    input: z.extend(someTab, { what: z.enum(['prompt', 'chat', 'report']) }),
    /** `name`: of the file that it is saved as. */
    output: z.object({ text: z.nullable(z.string()), name: z.nullable(z.string()) }),
  },
  /** A chat of the library goes on in a new one. */
  'carry-over-chat': { from: ['page'], input: z.object({ conversationId: z.string() }), output: nothing },
  'cancel-fix': { from: ['tab', 'page'], input: someTab, output: nothing },
  /** The user doesn't want to be told any more when Claude works again. */
  'stop-watching': { from: ['tab', 'page'], input: nothing, output: nothing },
  'get-view': {
    from: ['page'],
    /** `opened`: it is the popup's first question. `still`: it has been open for a while. */
    input: z.extend(someTab, { opened: z.optional(z.boolean()), still: z.optional(z.boolean()) }),
    output: TabViewSchema,
  },
  'back-up-chat': {
    from: ['page'],
    input: z.object({ tabId: z.number() }),
    /** `fresh: false`: claude.ai didn't answer, and this is the latest copy. */
    output: z.object({
      snapshot: z.nullable(SnapshotSchema),
      fresh: z.boolean(),
      problem: z.nullable(z.string()),
    }),
  },
  /** The hidden page has made a backup: addresses that live as long as it does. */
  'save-exports': {
    from: ['page'],
    input: z.object({
      files: z.array(z.object({ name: z.string(), url: z.string() })),
      problem: z.nullable(z.string()),
    }),
    output: nothing,
  },
  'show-view': { from: ['background'], input: z.object({ view: TabViewSchema }), output: nothing },
  /** Does the tab's thread run? Any answer says so. */
  ping: { from: ['background'], input: nothing, output: nothing },
  /** The tab asks claude.ai with its own cookies. Nothing but these questions, and of each only the gist of the answer. */
  'ask-claude': {
    from: ['background'],
    input: z.object({ questions: z.array(z.enum(TAB_QUESTIONS)) }),
    output: z.object({
      organizations: z.optional(TabAnswerSchema),
      /** null: the tab shows a new chat. */
      chat: z.optional(z.nullable(TabAnswerSchema)),
    }),
  },
  /** What a plan needs to know of the page as it is now. `kept`: the text that may be put back. */
  'describe-page': {
    from: ['background'],
    input: z.object({ kept: z.nullable(z.string()) }),
    output: z.object({
      composer: z.nullable(z.enum(['empty', 'same', 'other'])),
      place: z.nullable(z.object({ turn: z.string().check(z.maxLength(200)), offset: z.number() })),
    }),
  },
  /** What was typed, for a page that has just begun. `elsewhere`: kept texts that it may put there by itself, though another tab's. */
  'put-back': {
    from: ['background'],
    input: z.object({ text: z.string(), updatedAt: z.number(), elsewhere: z.array(z.string()) }),
    output: nothing,
  },
  /** What the page and its browser have of a chat that Claude doesn't hand over. */
  'rescue-chat': {
    from: ['background'],
    input: z.object({ conversationId: z.string(), organizationId: z.nullable(z.string()) }),
    output: z.object({
      copies: z.array(z.string()).check(z.maxLength(20)),
      /** null: the page shows another chat. */
      shown: z.nullable(
        z.object({
          title: z.string(),
          messages: z.array(
            z.object({
              key: z.string(),
              sender: z.enum(['human', 'assistant']),
              text: z.string(),
              isUnfinished: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  },
  'perform-step': {
    from: ['background'],
    input: z.object({ runId: z.string(), index: z.number(), step: PageStepSchema }),
    output: nothing,
  },
  /** A part of one of the background's own steps: answered when it is done. */
  'perform-now': {
    from: ['background'],
    input: z.object({ step: PageStepSchema }),
    output: z.object({ problem: z.nullable(z.string()) }),
  },
  'view-changed': { from: ['background'], input: someTab, output: nothing },
} as const satisfies Record<string, MessageRow>;

interface MessageRow {
  readonly from: readonly Sender[];
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
}

export type MessageName = keyof typeof protocol;
export type Input<N extends MessageName> = z.infer<(typeof protocol)[N]['input']>;
export type Output<N extends MessageName> = z.infer<(typeof protocol)[N]['output']>;
