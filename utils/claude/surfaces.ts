/**
 * What an incident of Anthropic's can be about, apart from models.
 * Seen: tests/fixtures/status/incident-titles.json (2026-04 … 2026-09). When wrong: trouble elsewhere is taken for the chat's.
 */
export const SURFACES = [
  ...(['claude.ai', 'api', 'console', 'code', 'cowork', 'government', 'mobile', 'desktop'] as const),
  ...(['login', 'files', 'connectors', 'artifacts', 'search', 'voice', 'agents', 'add-ins'] as const),
  ...(['billing', 'status-page'] as const),
] as const;
export type Surface = (typeof SURFACES)[number];
