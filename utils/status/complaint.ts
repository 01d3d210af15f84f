/**
 * Does the title of a public post say that Claude fails for its writer, now? Strong words say so alone; weak ones ("issues", "slow")
 * only beside others ("anyone else", "right now"). Launches, limits, how-tos, other vendors, what is over, and echoes of the
 * official page don't count: they are volume without failure.
 * Seen: tests/fixtures/status/complaints.json (2026-11). When wrong: the community score is late, or cries wolf.
 */
import { FAILING, WEAK, WHEN_WEAK } from './complaint-words';

/** Where the post stands: in a place that is about Claude, or anywhere. */
export type Place = 'claude' | 'any';

const MAX_CHARS = 300;

const CLAUDE =
  /(?<!\bjean[- ])\bclaude\b(?! (?:monet|shannon|debussy|van|juncker|levi))|\banthropic\b|\b(?:opus|sonnet|haiku|fable)\b/;

/** Somebody else's trouble, or the writer's own machine's. */
const ELSEWHERE = new RegExp(
  [
    '(?:chatgpt|openai|gpt-?\\d|gemini|copilot|git(?:hub|lab)|cursor|windsurf|aws|us-east-1|azure|cloudflare|vercel|grok|perplexity|deepseek|ollama)',
    '(?:my|our|your|a) (?:\\w+ )?(?:server|site|website|app|database|prod\\w*|backend|pipeline)',
    'the internet|mcp|django|playwright|npm|docker|server that',
  ].join('|'),
);
/** A part of the program on the writer's machine: its bugs aren't an outage. */
const LOCAL =
  /\b(?:hooks?|slash|skills?|vim|bash|terminal|tmux|ctrl|buttons?|dark mode|plugins?|extension|ide|shortcuts?|keyboard|copy|paste|folder|path|memory leak|status ?line|theme|fonts?|export|subagents?)\b|(?:^| )\/[a-z]/;

/** Titles that never count, whatever else they say. */
const NEVER: readonly RegExp[] = [
  // Limits, accounts, money, and how good the answers are.
  /\b(?:limits?|limited|quota|usage|out of (?:messages|tokens)|bann?ed|ban|refund|billing|charged|pricing|country|suspended)\b/,
  /\b(?:dumb(?:er|ed)?|nerf(?:ed)?|lobotomi[sz]ed?|quality|reasoning|worse|hallucinat\w*|intelligence)\b/,
  // Echoes of the official page, and threads that are always there.
  /\bstatus update\b|^\[status\]|\bstatus\.(?:claude|anthropic)\.com|\bmega ?thread\b/,
  /^(?:elevated errors?(?: rates?)?|degraded performance|service disruption) (?:on|for|across|of)\b/,
  // Wishes, advice, things made.
  /^\[?(?:features?|docs?|feature request|enhancement|guide|tutorial|tips?|introducing|announcing|prompt for|show hn)\b/,
  /^(?:how (?:to|i|often|claude)|what (?:i|do you|happens|to do)|what'?s your|remember|when will|why claude went|why your)\b/,
  /\b(?:i|we|i've) (?:just )?(?:built|made|wrote|created|coded|ran)\b|^made a\b|\b(?:wrapper|dashboard|proxy|fallback)\b|\bretr(?:y|ies) on\b/,
  /\b(?:when|if|whether|in case) (?:claude|it|opus|anthropic|the api) (?:is|goes|was|gets)\b/,
  // What is over, or told as history.
  /\b(?:is|are|it'?s|we'?re) (?:now )?back\b|\bback (?:up|online)\b|\bworking again\b|\bresolved\b|^fixed\b|\bpost-?mortem\b/,
  /\byesterday\b|\blast (?:week|month|night|year)\b|\bincident review\b|\buptime\b|\bhistory of\b|\b(?:in|of) 20\d\d\b/,
  /\boutages? (?:are|is|exposes?|risks?|shows?|teach(?:es)?|taught|proves?|reminds?)\b|\bwhat happened and why\b/,
  // Claude as the one who does something.
  /\bclaude(?: code)? (?:helped|wrote|writes|found|finds|took|takes|deleted|broke|breaks|fixed|made|refuses|listened|shut|shuts)\b/,
  /\bno (?:issues?|problems?|errors?|trouble)\b|\bnever fails\b|\bthe problem with\b|\bclaude (?:is|works) (?:fine|great|well)\b$/,
];

/** Only the answer leaves this function: neither the title nor its writer is kept. */
export function complains(raw: string, place: Place): boolean {
  const title = plain(raw);
  if (place === 'any' && !CLAUDE.test(title)) return false;
  if (NEVER.some((never) => never.test(title))) return false;
  return claudesClauses(title).some(
    (clause) => FAILING.some((words) => words.test(clause)) || (WEAK.test(clause) && WHEN_WEAK.test(title)),
  );
}

const plain = (raw: string): string =>
  raw
    .slice(0, MAX_CHARS)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/["“”„«»*_`{}]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The parts of a title that speak of Claude: "ChatGPT is down, so I moved to Claude" has one, and that one is well. */
function claudesClauses(title: string): string[] {
  let elsewhere = false;
  return title
    .replace(/^(?:\[[^\]]*\]|(?:ask|tell) hn:)\s*/, '')
    .split(/[,;:!?()|¿¡]+|\.(?=\s|$)|\s[-–—]+\s|\b(?:but|while|because|so)\b/)
    .map((clause) => clause.trim())
    .filter((clause) => {
      if (CLAUDE.test(clause)) elsewhere = false;
      else if (ELSEWHERE.test(clause)) elsewhere = true;
      return clause !== '' && !elsewhere && !LOCAL.test(clause);
    });
}
