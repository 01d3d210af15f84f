/**
 * What the title of an incident on Anthropic's status page names: models ("Opus 4.8, Opus 4.7 and Sonnet 4.6", "many models"; 78 % do)
 * and surfaces ("Claude.ai", "the API", "Claude Code"). Written by people in a hurry: any case, "Opus 48" for 4.8, "(Fast Mode)".
 * Seen: tests/fixtures/status/incident-titles.json (2026-04 … 2026-09). When wrong: the wrong model is advised against.
 */
import { modelName } from './model-name';
import { SURFACES, type Surface } from './surfaces';

export interface IncidentTitle {
  /** In `modelName`'s notation; `many` when it only says "multiple models". Empty when it names none. */
  readonly models: readonly string[] | 'many';
  /** "… and other models" beside those that it names. */
  readonly andOthers: boolean;
  /** Empty when it names none. */
  readonly surfaces: readonly Surface[];
}

/** No title is longer; what follows isn't read. */
const MAX_CHARS = 300;

const FAMILY = '(?:opus|sonnet|haiku|fable|mythos|instant)';
const VERSION = '\\d{1,2}(?:[.-]\\d{1,2})?(?![\\d%])';
/** "Opus 4.7", "Opus 4.7/4.8", "Sonnet 4 and 4.5", "opus-4-7", "Opus"; "3.5 Haiku" by its first part. */
const KNOWN = new RegExp(
  `(?:\\b(${VERSION})[ -])?\\b(${FAMILY})\\b(?:[ -]v?(${VERSION}(?:(?:\\s*(?:,|/|&|\\band\\b))+\\s*${VERSION})*))?`,
  'gi',
);
/** A family that is not known yet: "Claude Saga 6". */
const NEW_FAMILY = new RegExp(`\\bClaude ([A-Z][a-z]{2,14}) (${VERSION})`, 'g');
const NO_FAMILY = new Set(
  [
    'code',
    'desktop',
    'cowork',
    'console',
    'api',
    'for',
    'max',
    'pro',
    'team',
    'enterprise',
    'platform',
    'app',
  ].concat([
    'agent',
    'agents',
    'models',
    'chrome',
    'excel',
    'sdk',
    'plus',
    'free',
    'services',
    'design',
    'security',
  ]),
);

const MANY =
  /\b(?:(?:multiple|several|many|some|all|various|most|other|claude|across|of|our)(?: of)?(?: the| our)? (?:claude |ai )?models|many claude models)\b/i;
const OTHERS = /\b(?:and|&|or) (?:some |several |many |all )?other(?: claude)? models\b/i;

export function readTitle(raw: string): IncidentTitle {
  const title = raw.slice(0, MAX_CHARS).replaceAll('’', "'");
  const named = modelsOf(title);
  const models = named.length === 0 && MANY.test(title) ? 'many' : named;
  return { models, andOthers: named.length > 0 && OTHERS.test(title), surfaces: surfacesOf(title) };
}

function modelsOf(title: string): string[] {
  const found: (string | null)[] = [];
  for (const [, before, family = '', after = ''] of title.matchAll(KNOWN)) {
    const versions = after.match(new RegExp(VERSION, 'g')) ?? [before ?? ''];
    found.push(...versions.map((version) => modelName(`${family} ${dotted(version)}`)));
  }
  for (const [, family = '', version = ''] of title.matchAll(NEW_FAMILY))
    if (!NO_FAMILY.has(family.toLowerCase()) && !new RegExp(FAMILY, 'i').test(family))
      found.push(modelName(`${family} ${version}`));
  return [...new Set(found.filter((name) => name !== null))];
}

/** "48" is 4.8: no version has had two digits before its dot. */
const dotted = (version: string): string =>
  /^[1-9]\d$/.test(version) ? `${version[0]}.${version[1]}` : version;

/** The words of each surface. Where one name is part of another ("claude.ai" in an address), the pattern says so. */
const WORDS: Readonly<Record<Surface, RegExp>> = {
  'claude.ai':
    /(?<![\w.@-])claude\.ai\b|\bclaude (?:web|chat)\b|\bchat history\b|\bweb ?app\b|\bconversations?\b/i,
  api: /\bapis?\b|api\.anthropic|\bbatch(?:es)?\b|\bbedrock\b|\bvertex\b/i,
  console: /\bconsole\b|platform\.claude|\bworkbench\b|\bclaude platform\b/i,
  code: /\bclaude code\b|\bcode on the web\b/i,
  cowork: /\bcowork\b/i,
  government: /\bgovernment\b|\bgovcloud\b/i,
  mobile: /\bmobile\b|\bios\b|\bandroid\b|\biphone\b/i,
  desktop: /\bdesktop\b/i,
  login:
    /\blog(?:s|ging)?[- ]?ins?\b|\bsign(?:ing)?[- ]?(?:in|up)s?\b|\bsso\b|(?<!connector )\bauth(?:entication|entications)?\b|\boauth\b|\bmagic links?\b/i,
  files: /\bfiles?\b|\buploads?\b|\buploading\b|\battachments?\b|\bprojects\b/i,
  connectors:
    /\bconnectors?\b|\bmcp\b|\bintegrations?\b|\bslack\b|\bgithub\b|\bgoogle (?:drive|workspace|calendar)\b|\bgmail\b|\bnotion\b/i,
  artifacts: /\bartifacts?\b/i,
  search: /\bweb search\b|\bresearch\b|(?<!file )\bsearch\b/i,
  voice: /\bvoice\b|\bdictation\b/i,
  agents: /\bmanaged agents?\b|\bvaults?\b|\bcredentials\b|\bagent sdk\b/i,
  'add-ins':
    /\badd-?ins?\b|\b(?:in|for) (?:chrome|excel|word|powerpoint|outlook)\b|\bmicrosoft (?:365|office|excel|word)\b/i,
  billing: /\bbilling\b|\bpayments?\b|\bsubscriptions?\b|\binvoices?\b|\bcheckout\b/i,
  'status-page': /\bstatus\.(?:claude|anthropic)\.com\b|\bstatus ?page\b/i,
};

const surfacesOf = (title: string): Surface[] => SURFACES.filter((surface) => WORDS[surface].test(title));
