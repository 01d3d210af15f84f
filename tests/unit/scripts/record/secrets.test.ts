/** Whatever somebody wrote, is called or owns: nothing of it is in a recording. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../../../scripts/record/anonymous.ts';
import { readHar } from '../../../../scripts/record/har.ts';
import { keptOf } from '../../../../scripts/record/kept.ts';
import { isKnownWord } from '../../../../scripts/record/vocabulary.ts';
import { field, frame, joined } from '../../utils/claude/wire';
import { chromeHar, type Exchange, firefoxHar } from './har-files';
import { action, CHAT, document, endFrame, ORG, running, send, streamError, timeline, tree } from './samples';

const letters = fc.stringMatching(/^[a-z]{10,16}$/);
const wild = fc
  .string({ unit: 'grapheme', minLength: 10, maxLength: 30 })
  .filter((one) => (one.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 7);
const secret = fc.oneof(
  letters,
  fc.tuple(letters, letters).map((both) => both.join(' ')),
  fc.stringMatching(/^[A-Z][a-z]{6,12} [A-Z][a-z]{7,12}$/),
  fc.stringMatching(/^[a-z]{6,9}\.[a-z]{3,6}@[a-z]{8,12}\.(com|de|org)$/),
  fc.uuid(),
  fc.uuid({ version: 7 }),
  fc.stringMatching(/^sk-ant-[a-z0-9]{4}-[A-Za-z0-9]{20}$/),
  fc.stringMatching(/^[A-Za-z0-9]{12,20}$/),
  fc.stringMatching(/^[1-9]\d{1,2}\.[1-9]\d{1,2}\.[1-9]\d{1,2}\.[1-9]\d{1,2}$/),
  fc.stringMatching(/^[0-9a-f]{16}-[A-Z]{3}$/),
  fc.stringMatching(/^[а-я]{10,14}$/),
  fc.stringMatching(/^[一-龥]{8,12}$/),
  wild,
);

/** Nothing but claude.ai's own words, or zeros, is no secret. */
const isSecret = (it: string): boolean =>
  (it.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^ -~]+/g) ?? []).some(
    (word) => word.length > 3 && !/^0+$/.test(word) && !isKnownWord(word),
  );

const url = (text: string): string => encodeURIComponent(text.toWellFormed());
const json = (text: string): string => JSON.stringify(text);

const stopped = (it: string): Uint8Array => {
  const error = joined(field(4, it), field(5, it));
  return field(3, joined(field(1, it), field(16, joined(field(1, it), field(3, it), field(7, error)))));
};
const unknownFields = (it: string): Uint8Array => {
  const numbered = joined(field(4, it), field(5, 7));
  return joined(field(2, it), field(40, numbered), field(41, field(1, it)));
};

/** The places in which something of the user's stands, or could. */
const PLACES: readonly ((it: string) => Exchange)[] = [
  (it) =>
    tree(
      `{"uuid":${json(CHAT)},"name":${json(it)},"chat_messages":[{"uuid":${json(CHAT)},"text":${json(it)}}]}`,
    ),
  (it) => tree(`{"uuid":"x","chat_messages":[],${json(it)}:1,"settings":{${json(it)}:{"of":${json(it)}}}}`),
  (it) =>
    tree(
      `[${json(it)},{"input":{${json(it)}:[${json(it)}]},"type":${json(it)},"files":[{"file_name":${json(`${it}.pdf`)}}]}]`,
    ),
  (it) =>
    tree(
      `{"type":"text","text":${json(`{"inner":${json(it)},"type":${json(it)}}`)},"partial_json":${json(`{"a":"${it}`)}`,
    ),
  (it) => tree(`{"model":${json(it)},"role":${json(it)},"capabilities":[${json(it)}],"status":${json(it)}}`),
  (it) => tree(`{"uuid":"x","name":"${it.replaceAll(/["\\]/g, '')}`),
  (it) =>
    send({
      status: 500,
      type: 'application/json',
      body: `{"type":"error","error":{"type":${json(it)},"message":${json(it)},"details":{"error_code":${json(it)}}},"request_id":${json(it)}}`,
    }),
  (it) =>
    send({
      status: 429,
      type: 'application/json',
      body: `{"type":"error","error":{"type":"rate_limit_error","message":${json(`{"type":"exceeded_limit","resetsAt":1794500000,"who":${json(it)}}`)}}}`,
    }),
  (it) => send({ status: 502, type: 'text/plain', body: `upstream connect error ${it}` }),
  (it) =>
    send({
      status: 500,
      type: it,
      headers: {
        'cf-ray': it,
        'request-id': it,
        server: it,
        'retry-after': it,
        'x-user': it,
        'set-cookie': it,
        date: it,
        location: `/login?returnTo=${url(it)}`,
      },
    }),
  (it) => send({ status: 500, body: it, sent: it }),
  (it) => send({ status: 0, error: it }),
  (it) => ({
    url: `https://claude.ai/api/organizations/${url(it)}/chat_conversations/${url(it)}/completion?${url(it)}=${url(it)}#${url(it)}`,
    method: 'POST',
    status: 503,
  }),
  (it) => ({
    url: `https://claude.ai/api/organizations/${ORG}/files/${url(it)}`,
    status: 500,
    type: 'application/json',
    body: json(it),
  }),
  (it) =>
    send({
      status: 200,
      type: 'text/event-stream',
      body: `event: ${it.replaceAll(/\s/g, ' ')}\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":${json(it)}}}\r\n\n: ${it}\nid: ${it}\ndata: ${it}\ndata: {"type":"completion","completion":"${it.replaceAll(/["\\\s]/g, ' ')}`,
    }),
  (it) =>
    document(
      `<!doctype html><html data-build-id=${json(it)} lang="${it}"><title>${it}</title><meta content='${it}'><script>var a=${json(it)}; _cf_chl_opt</script><!-- ${it} --><a href="https://${it}/${it}?q=${it}">${it}</a><p ${it}="x" id=${it}>Error code 502 ${it}<style>${it}</style></p><${it}>`,
      502,
    ),
  (it) => document(`{"type":"error","error":{"type":"api_error","message":${json(it)}}}`, 500),
  (it) =>
    document(`<script type="application/json">{"email":${json(it)}}`, 200, {
      url: `https://claude.ai/chat/${url(it)}`,
    }),
  (it) =>
    timeline(
      joined(
        running(it),
        streamError(it, it),
        endFrame(
          `{"error":{"code":${json(it)},"message":${json(it)}},"metadata":{${json(it)}:[${json(it)}]}}`,
        ),
      ),
    ),
  (it) =>
    timeline(joined(frame(field(1, field(1, stopped(it)))), frame(field(1, field(2, unknownFields(it)))))),
  (it) =>
    timeline(
      joined(
        frame(gzipSync(field(1, field(1, field(2, field(2, it))))), 1),
        frame(new TextEncoder().encode(it)),
        new TextEncoder().encode(it),
      ),
    ),
  (it) =>
    timeline(frame(new TextEncoder().encode(`{"event":{"append":{"textDelta":${json(it)}}}}`)), {
      type: 'application/connect+json',
    }),
  (it) =>
    action({
      body: joined(
        field(1, joined(field(1, it), field(2, joined(field(3, it), field(9, 300))))),
        field(5, new TextEncoder().encode(it)),
      ),
    }),
];

const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function written(exchanges: readonly Exchange[], har: (all: readonly Exchange[]) => string): string {
  const { entries } = anonymous(keptOf(readHar(har(exchanges)).entries));
  return entries
    .map(({ body, ...entry }) => `${JSON.stringify(entry)}\n${Buffer.from(body ?? []).toString('latin1')}`)
    .join('\n');
}

describe.each(PLACES.map((place, index) => ({ index, place })))('place $index', ({ place }) => {
  test('nothing of a secret stays', () => {
    fc.assert(
      fc.property(secret, (it) => {
        const out = written([place(it)], it.length % 2 ? chromeHar : firefoxHar);
        const pieces = [
          it,
          ...(it.match(/[\p{L}\p{N}]{8,}/gu) ?? []),
          ...(it.match(/\S+@\S+/g) ?? []),
        ].filter(isSecret);
        for (const piece of pieces) {
          expect(out).not.toContain(latin(piece));
          expect(out).not.toContain(JSON.stringify(piece).slice(1, -1));
          expect(out).not.toContain(url(piece));
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('what the page sent, its cookies and addresses of machines are never there', () => {
  const out = written([send({ status: 529, sent: '{"prompt":"plums for breakfast"}' })], chromeHar);
  expect(out).not.toMatch(/plums|prompt|sessionKey|Fr1endly|203\.0|Mozilla/);
});
