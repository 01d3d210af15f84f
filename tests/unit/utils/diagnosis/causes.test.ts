import { describe, expect, test } from 'vitest';
import { CAUSE_IDS, type CauseId, causeOf, causeOfStatus } from '@/utils/diagnosis/causes';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import { snake, words } from '../../../contracts/source';

const cause = (id: VerdictId, code: string | null = null, reason = 'claude_fails') =>
  causeOf({ id, code, reason });

test.each<[VerdictId, string | null, string, CauseId | undefined]>([
  ['ok', null, 'reply_came', undefined],
  ['degraded', '500', 'claude_fails', 'http-500'],
  ['degraded', '502', 'claude_fails', 'http-502'],
  ['degraded', 'Cloudflare 502', 'claude_fails', 'http-502'],
  ['degraded', 'Cloudflare 522', 'claude_fails', 'http-52x'],
  ['down', '503', 'official_down', 'http-503'],
  ['degraded', '504', 'claude_fails', 'http-504'],
  ['down', '529', 'crowd_down', 'http-529'],
  ['model', '529', 'one_model', 'http-529'],
  ['model', null, 'model_gone', 'model'],
  ['model', '404', 'model_gone', 'model'],
  ['down', null, 'official_only', 'outage'],
  ['limit', '429', 'limit_reached', 'http-429'],
  ['limit', null, 'limit_reached', 'limit'],
  ['limit', '402', 'limit_reached', 'limit'],
  ['chat', '413', 'chat_too_long', 'length'],
  ['chat', '500', 'only_this_chat', 'chat'],
  ['chat', '404', 'chat_missing', 'chat'],
  ['frozen', null, 'reply_silent', 'frozen'],
  ['frozen', null, 'reply_cut', 'cut'],
  ['challenge', '403', 'challenged', 'challenge'],
  ['challenge', '503', 'challenged', 'challenge'],
  ['signed-out', '401', 'session_refused', 'signed-out'],
  ['network', 'net::ERR_NAME_NOT_RESOLVED', 'names_fail', 'network'],
  ['offline', null, 'browser_offline', 'offline'],
  ['page', '502', 'left_behind', 'page'],
  ['unclear', null, 'connection_lost', 'unknown'],
  ['unclear', 'Cloudflare 520', 'browser_blamed', 'http-52x'],
  ['unclear', 'net::ERR_5000', 'no_document', 'unknown'],
])('%s with %s because %s', (id, code, reason, expected) => {
  expect(cause(id, code, reason)?.id).toBe(expected);
});

test.each([
  [519, undefined],
  [520, 'http-52x'],
  [526, 'http-52x'],
  [527, undefined],
  [200, undefined],
  [501, undefined],
])('status %i', (status, expected) => {
  expect(causeOfStatus(status)).toBe(expected);
});

describe('words', () => {
  const all = CAUSE_IDS.map((id) => {
    for (const verdict of VERDICT_IDS)
      for (const code of [null, '429', '500', '502', '503', '504', '529', 'Cloudflare 521'])
        for (const reason of ['chat_too_long', 'reply_cut', 'else']) {
          const found = cause(verdict, code, reason);
          if (found?.id === id) return found;
        }
    return undefined;
  });
  test('every cause comes of some verdict', () => expect(all).not.toContain(undefined));

  test.each(CAUSE_IDS)('%s: what, why, how long, what not to do', (id) => {
    const one = all.find((candidate) => candidate?.id === id);
    const keys = [
      `cause_what_${snake(id)}`,
      `cause_why_${snake(id)}`,
      `cause_lasts_${one?.lasts}`,
      ...(one?.avoid ?? []).map((key) => `cause_avoid_${key}`),
    ];
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(keys.filter((key) => !words[key]?.message)).toEqual([]);
  });

  test('the code stands at the beginning, for those who search for it', () => {
    for (const code of [500, 502, 503, 504, 529, 429])
      expect(words[`cause_what_http_${code}`]?.message.startsWith(`${code}:`)).toBe(true);
  });

  test('no two of the codes are explained alike', () => {
    const codes = [500, 502, 503, 504, 529, 429].map((code) => words[`cause_why_http_${code}`]?.message);
    expect(new Set(codes).size).toBe(6);
  });
});
