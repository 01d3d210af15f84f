/**
 * Words that a recording may keep, because they are claude.ai's, Cloudflare's or a protocol's own and never somebody's. What
 * isn't here is replaced. `npm run record` names the words that it met and doesn't know: look at them, and add what is
 * claude.ai's own.
 */
const list = (words: string): string[] => words.trim().split(/\s+/);

/** Of names of fields, kinds, models, test ids and paths. Two letters or more, in lower case. */
const NAMES = list(`
  account ack acks action actions active activity address after age ai alert all allowed alpha already an and anonymous ant anthropic
  api app append applied approval approaching apps archived args argument artifact artifacts as aside assets assistant at attachment
  attachments auth authentication available average awaiting back bad banner banners bard base batch before begin beta billable billing
  blob block blocks body boot bootstrap branch branches browser budget build busy button by bytes cache cadence call canceled cancelled
  capabilities capacity captcha card category cdn cds cf cgi chain challenge changed channel chat chatcompl chats chl chunk chunks citable
  citation citations claim class claude clear client close closed cloud cloudflare code color command commands compact compaction
  complete completed completion compose composer concurrency config configs connect connectivity connector console consistency
  consumer content contents context continue control conversation conversations cookie cost count cowork create created creator
  credits ct current customer cut data dangling date day days debug declined default defaults degraded delay delete deleted delta deltas
  description detail details device dialog direct disabled display disposition docs document documents domain dom done download draft
  duration dynamic edge edit effective effort el elicitation email empty enabled end ended enterprise entry epoch err error errors event
  events eventual evaluation exceeded exec execution expired expires extended extended extended extension extra extracted fable failed
  failure fallback false fast favicon feature features feedback fetch field file filename files filter filters finished first flag flags
  footer for form format forbidden found free from full function gate gated gateway generation generic get github google group groups haiku harmony
  has hash header headers heading height hidden high history hit home host hour http human icon id identifier ids idle if image images
  in include included incognito incomplete index info inline input instructions integration integrity interaction internal interrupt
  interrupted invalid invite ip is issue item items json key kind knowledge label language last latency latest leaf lease length level
  limit limited limits line link links list live load loading local locale location log login logging logout long loss low main
  maintenance managed map mark max mcp me media medium member members membership memberships memory message messages meta metadata method
  mime mini minute missing mitigated mobile mode model models month monthly move msr mutation my mythos name needs nested network new next no node none not
  note notice notices notification null number object of off offset ok old on once one only open opened opus option options or orchestrate
  order org organization organizations origin original other out outage output overage overloaded overview own owner page pages panel
  paprika parallel param params parent part partial parts password path paths pause paused payload payment pending per percent perform
  permission permissions perf ping plan platform policy poll position preferences prefix premium prepaid prepare preset preview previous
  primary prism privacy private pro processing profile progress project projects prompt proto provider public published query question queue queued
  quota rate ray read readable ready reason reasoning rebase recaptcha recovering redacted redirect ref refresh refusal refused regenerate region
  rejected remaining render rendering replace report representative request required rescuable research reset resets resolved resource response
  restricted result results resume retention retry retryable retrying return returned review revision rewind right role root rotate route row
  rows rpc run running safety same sandbox scope scoped screen search section seconds secure select selector send sender sent server service
  session sessions set setting settings settle settled severity sha share shared siblings side sign signature signed silent single site size
  skill skills snapshot soft sonnet source sources spend split sql stale standard star starred start started starting state status step
  stop stopped storage stream streaming strict string strong structured style styles subscription success summaries summary support sync
  system tab tagline target task team telemetry template temporary terminal test text thinking thread threshold thumbnail tier time timed
  timeline timeout timestamp timezone title titles to token tokens tool toolbar tools top total trace trailer transcript transient tree
  trigger true truncated trusted turn turnstile tx type unary unauthenticated unauthorized unavailable unimplemented unit unknown unlimited
  unspecified until update updated upgrade upload uploaded uploads upsell upstream uri url urls usage use used user uses utilization uuid
  uuids validation value values variant vendor verification version viewable view viewing violation visibility visible visible vnd voice wait waiting
  warm warmup warning was web website weekly well when widget width wiggle window windows with within worker workspace wrapper write wrapped
  wss admin algorithm backoff experience git growthbook hashing prompts raven scale seat statsig stripe tagged claudeai deadline precondition argument break doctype editor trailing sequence testid asset five shown webpage year zone code unknown resolve outputs stdout stderr returncode aborted denied exhausted failed precondition range found exists
  prose mirror title tiptap chrome safari firefox gzip br identity utf charset stale served modified ms ns us reachability
`);

/** Of HTML documents. */
const MARKUP = list(`
  html head title meta link script style body div span main nav section article header footer aside form input button label textarea select
  option svg path use img picture source iframe noscript template table tbody thead tr td th ul ol li dl dt dd br hr pre code em strong
  small center font h1 h2 h3 h4 h5 h6 p a b i u q s
  alt aria async charset class color colspan content contenteditable crossorigin data defer dir equiv height href hreflang http id integrity itemprop lang
  media name nonce placeholder property rel role sizes src target type value viewbox viewport width xmlns preload modulepreload stylesheet
  module manifest description theme robots refresh js css png ico webp jschal trk challenged running oneoff mini float left center relative
  truncate inline overview subheadline verification im under attack jschl
`);

const WORDS = new Set([...NAMES, ...MARKUP]);

export const isKnownWord = (word: string): boolean => WORDS.has(word.toLowerCase());

/** Fields whose values are claude.ai's names for something: kept as far as their words are known. */
export const NAMING_FIELDS = new Set(
  list(`type code error_code errorCode error_visibility role sender status state stop_reason stopReason model kind platform paprika_mode
    capabilities rate_limit_tier billing_type representativeClaim representative_claim event fallback_model rendering_mode
    statusKind statusErrorClass class severity Stream-Close-Reason stream-close-reason`),
);

/** Beneath these, the names of fields may be somebody's own: only what is known there is kept, and nothing is told of the rest. */
export const FREE_FIELDS = new Set(
  list('input output result partial_json custom_metadata metadata_map args'),
);

/** Ids say what they are of before the underscore. */
export const ID_PREFIX = /\b(?:req|msg|chatcompl|toolu|srvtoolu)_(?=[A-Za-z0-9])/;

export const HOSTS = list(
  'claude.ai assets.claude.ai assets-proxy.anthropic.com anthropic.com www.anthropic.com s-cdn.anthropic.com',
);

export const MEDIA_TYPES = list(`
  application/json application/proto application/connect+proto application/connect+json application/javascript application/octet-stream
  application/manifest+json text/event-stream text/html text/plain text/css text/javascript image/png image/webp image/jpeg image/svg+xml
  application/pdf application/x-protobuf application/grpc-web+proto
`);

/** Headers of an answer; all others are left out, and all of a request's. */
export const HEADERS = list(
  'content-type retry-after date server cf-mitigated cf-ray request-id x-request-id stream-close-reason location',
);

/** In an error's own words, what decides how it is judged. */
export const TELLING_OF_ERRORS =
  /\bprompt is too long\b|\blength limit\b|\bmodel\b|overloaded|\bauthorization for organization\b/i;

/** In an error's document, what decides how it is judged, and Cloudflare's own words. */
export const TELLING_OF_PAGES =
  /\bjust a moment\.\.\.|\b_cf_chl_opt\b|\berror code:? ?\d{3,4}\b|\b[45]\d\d\b|\bclaude(?:\.ai)?\b|\bwill return soon\b|\bis temporarily unavailable\b|\bbad gateway\b|\bservice (?:temporarily |is )?unavailable\b|\bgateway time-?out\b|\bupstream connect error\b|\bno healthy upstream\b|\binternal server error\b|\bcloudflare\b|\bray id\b|\baccess denied\b|\bweb server (?:is down|is returning an unknown error)\b|\bconnection timed out\b|\bnot found\b|\bforbidden\b|\bnginx\b|\boverloaded\b/i;

/** Whole sentences of the server's, beside those that the page says (utils/claude/error-sentences.ts). */
export const SERVER_SENTENCES = new Set([
  'internal server error',
  'overloaded',
  'not found',
  'bad gateway',
  'service unavailable',
  'gateway timeout',
  'request timed out',
  'not authenticated',
  'unauthorized',
  'invalid session',
  'invalid authorization',
  'invalid authorization for organization',
  'this request would exceed your rate limit. please try again later',
  'this feature is not included in your current plan',
  'this conversation is too large to load right now',
  'oauth authentication is currently not allowed for this organization',
  'origin not allowed',
  'chatting is currently not available',
  'too many requests',
]);
