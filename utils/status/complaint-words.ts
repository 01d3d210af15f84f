/**
 * The words in which people say that Claude fails, of one clause, in lower case.
 * Seen: tests/fixtures/status/complaints.json (2026-11). When wrong: as in complaint.ts.
 */

const NAME = '(?:claude(?:\\.ai| code| api| desktop)?|opus|sonnet|haiku|fable|anthropic)(?: \\d[\\d.]*)?';
const THING = `(?:${NAME}|api|site|website|web version|service|servers?|app|chats?|log-?in|sign-?in|auth|everything|both)`;
const IT = `(?:${THING}|it)`;
const ADVERB = '(?: (?:\\w+ly|just|all|now|still|both|so|gone))*';
const CODE = '(?:500|502|503|504|52\\d|530)';

/** Each says so alone. */
export const FAILING: readonly RegExp[] = [
  // "Claude is down", "been down for hours", "Down again", "it's down"
  new RegExp(`\\b${THING}${ADVERB} down\\b(?! (?:to|the|on|with|my|our|from|a)\\b)`),
  /\b(?:is|are|it's|that's|been|be|went|was)(?: \w+ly| just| all| still)? down\b(?! (?:to|the|on|with|my|our|a)\b)/,
  /^(?:and |still |totally )?down\b(?=$| (?:again|for|in|here|since|right|now|too|at|once)\b|\.)/,
  /\boutages?\b|\bstörung\b|\bausfall\b|障害/,
  new RegExp(`\\b${IT}(?: is| are|'s)?${ADVERB} broken\\b|^broken\\b|\\bbroken (?:again|today|right now)`),
  /\b(?:isn't|not|doesn't|don't|aren't|stopped|no longer|nothing|won't|can't even) (?:\w+ly )?(?:work|load|respond|open|answer|connect|send)(?:s|ing)?\b/,
  /\b(?:can't|cannot|can not|cant|unable to|not able to|couldn't|won't|fail(?:s|ed|ing)? to) (?:even )?(?:log ?in|login|sign ?in|access|load|reach|open|connect|send|respond|use|reply)\b/,
  /\b(?:chats?|messages?|uploads?|requests?|logins?)(?: all| always)? fail(?:s|ed|ing)?\b|\b(?:failing|erroring)(?: out)? (?:right now|today|again)\b/,
  // "offline", unless somebody works so on purpose
  new RegExp(`^(?:${IT}(?: is|'s)? )?offline\\b(?! (?:mode|machine|with|on)\\b)`),
  /\bunavailable\b|\bunreachable\b|\bunresponsive\b|\bunusable\b|\bwill return soon\b/,
  /\boverloaded\b|\bserver error\b|\bbad gateway\b|\bgateway time-?out\b|\bsomething went wrong\b|\btaking longer than usual\b/,
  /\beconn(?:reset|refused|aborted)\b|\bconnection (?:error|refused|reset|lost|failed)\b/,
  new RegExp(`^(?:is )?${THING} (?:is )?(?:crashing|failing|hanging|lagging|freezing|stuck|frozen)$`),
  /\btim(?:es|ed|ing) out\b|\btimeouts\b|\bblank page\b|\b(?:just|keeps?) spin(?:s|ning)\b|\blog-?in loop\b|\bno response\b/,
  /\berrors? (?:everywhere|on (?:every|all|each)|all (?:day|morning))\b|\bnever arrives\b|\bstuck (?:at|on) (?:loading|the loading)/,
  new RegExp(`\\b${IT}(?: is|'s)?${ADVERB} (?:dead|ded|died|dying|crashed)\\b`),
  // A status code by what stands around it; 500 lines, prompts and dollars are none.
  new RegExp(
    `\\b(?:http|errors?|code|status|return(?:s|ed|ing)?|throw\\w*|getting|giv\\w+|keeps?)(?: an?| http| error)* ${CODE}s?\\b(?! (?:(?!errors)\\w+s|lines?|\\w+ tests?)\\b)`,
  ),
  new RegExp(
    `(?<![$€£\\w.]|fortune |s&p |top )${CODE}s?(?: (?:errors?|internal|bad|gateway|service|on|after|from|again|every)\\b)`,
  ),
  new RegExp(`^(?:http )?(?:${CODE}s?[ /]*)+(?:$|\\b(?! ?(?:\\w+s|lines?|k|million|billion|plus)\\b))`),
  // What else the same is called
  /\bfunktioniert (?:gerade )?nicht\b|\bgeht (?:gerade )?nicht\b|\bnicht erreichbar\b|\bno funciona\b|\bca[ií]d[oa]\b|\ben panne\b/,
  /\bne (?:fonctionne|marche) (?:pas|plus)\b|\bfora do ar\b|\bnão (?:está )?funciona|落ち|繋がらない|宕机|挂了|не работает/,
];

export const WEAK =
  /\b(?:issues?|problems?|errors?|erroring|slow|lag(?:gy|ging)?|hang(?:s|ing)?|freez(?:es|ing)|crash(?:es|ed|ing)?|fail(?:s|ed|ing)?|troubles?|spinning|stuck)\b/;
export const WHEN_WEAK =
  /\b(?:anyone|anybody|everyone|everybody|for you|just me|right now|rn|today|this (?:morning|afternoon|evening)|tonight|currently|again|servers?|status|all day)\b/;
