/** A recording says what was recorded: every failure that is known, in other words, is judged as before. */
import { describe, expect, test } from 'vitest';
import { activePath, readConversationText, snapshotFacts } from '@/utils/claude/conversation';
import { anonymous } from '../../../../scripts/record/anonymous.ts';
import { readHar } from '../../../../scripts/record/har.ts';
import { isSameJudgement, judgementOf } from '../../../../scripts/record/judgement.ts';
import { keptOf } from '../../../../scripts/record/kept.ts';
import { record } from '../../../../scripts/record/record.ts';
import { chromeHar, type Exchange, firefoxHar } from './har-files';
import { action, document, endFrame, fixture, running, send, streamError, timeline, tree } from './samples';

const bothOf = async (exchanges: readonly Exchange[], har = chromeHar) => {
  const kept = keptOf(readHar(har(exchanges)).entries);
  return [await judgementOf(kept), await judgementOf(anonymous(kept).entries)] as const;
};

interface ErrorCase {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly failure: string | null;
}

describe('error bodies', () => {
  const errors = JSON.parse(fixture('claude/errors.json')) as ErrorCase[];
  test.each(errors)('$name', async ({ status, headers, body, failure }) => {
    const { 'content-type': type = 'text/plain', ...rest } = headers;
    const [before, after] = await bothOf([send({ status, type, headers: rest, body })]);
    expect(after).toEqual(before);
    if (failure !== null) expect(after.requests[0]?.says.join()).toContain(failure);
  });
});

describe('documents', () => {
  const documents = JSON.parse(fixture('claude/documents/index.json')) as {
    file: string;
    path: string;
    status: number | null;
    facts: { document: string };
  }[];
  test.each(documents)('$file at $path with $status', async ({ file, path, status, facts }) => {
    const url = `https://claude.ai${path}`;
    const exchange = document(fixture(`claude/documents/${file}`), status ?? 200, { url });
    const [before, after] = await bothOf([exchange], firefoxHar);
    expect(after).toEqual(before);
    if (status !== null && exchange.body) expect(after.requests[0]?.says.join()).toContain(facts.document);
  });
});

describe('replies of the newer protocol', () => {
  const frames = JSON.parse(fixture('claude/timeline-frames.json')) as { name: string; hex: string }[];
  test.each(frames)('$name', async ({ hex }) => {
    const body = new Uint8Array(Buffer.concat([running('A lighthouse'), Buffer.from(hex, 'hex')]));
    const [before, after] = await bothOf([action(), timeline(body)]);
    expect(after).toEqual(before);
    expect(before.requests.map(({ kind }) => kind)).toEqual(['timeline', 'action']);
  });
  test('a failed one is told', async () => {
    const body = Buffer.concat([
      running('A lighthouse'),
      streamError('overloaded_error', 'Overloaded'),
      endFrame('{}'),
    ]);
    const { lifeline } = await record(chromeHar([action(), timeline(new Uint8Array(body))]));
    expect(lifeline.findings).toContain('failed-send');
    expect(lifeline.requests[0]?.says).toContain('reply failed, overloaded, 529');
  });
});

describe('replies of the older protocol', () => {
  const whole = fixture('claude/completion.sse.txt');
  const ends = Array.from({ length: 12 }, (_, part) => Math.round((whole.length * (part + 1)) / 12));
  test.each(ends)('broken off after %i characters', async (end) => {
    const stream = send({ status: 200, type: 'text/event-stream; charset=utf-8', body: whole.slice(0, end) });
    const [before, after] = await bothOf([stream]);
    expect(after).toEqual(before);
    expect(before.requests[0]?.says.join()).toContain(end === whole.length ? 'reply complete' : 'reply');
  });
  test('an error in the stream', async () => {
    const error =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const [before, after] = await bothOf([
      send({
        status: 200,
        type: 'text/event-stream',
        body: whole.slice(0, whole.indexOf('\n\n', 800) + 2) + error,
      }),
    ]);
    expect(after).toEqual(before);
    expect(after.requests[0]?.says.join()).toContain('overloaded, 529');
  });
});

describe('conversations', () => {
  const files = [
    'every-block',
    'forked',
    'line',
    'strange-blocks',
    'tools',
    'tricky-text',
    'old-artifacts',
    'bodiless',
  ];
  test.each(files)('%s is read as before', (file) => {
    const raw = fixture(`conversations/${file}.json`);
    const [entry] = anonymous(keptOf(readHar(chromeHar([tree(raw)])).entries)).entries;
    const [before, after] = [
      readConversationText(raw),
      readConversationText(new TextDecoder().decode(entry?.body ?? undefined)),
    ];
    expect(after.ok).toBe(before.ok);
    if (!before.ok || !after.ok) return;
    const { messageCount, whole } = snapshotFacts(after.value);
    expect({ messageCount, whole }).toEqual({
      messageCount: snapshotFacts(before.value).messageCount,
      whole: snapshotFacts(before.value).whole,
    });
    expect(activePath(after.value).map(({ sender }) => sender)).toEqual(
      activePath(before.value).map(({ sender }) => sender),
    );
    const types = (content: readonly unknown[] | null | undefined) => content?.length;
    expect(after.value.chat_messages.map(({ content }) => types(content))).toEqual(
      before.value.chat_messages.map(({ content }) => types(content)),
    );
  });
});

test('a recording that would be judged otherwise is refused, and says where', async () => {
  const strange = send({
    status: 418,
    type: 'application/json',
    body: '{"type":"error","error":{"type":"preoverloadedpost","message":"x"}}',
  });
  await expect(record(chromeHar([strange]))).rejects.toThrow(/request 1, send 418: overloaded → other/);
});

test('two judgements are the same when they differ in what only the recorder is told', async () => {
  const [before, after] = await bothOf([send({ status: 500, type: 'text/plain', body: 'a teapot' })]);
  expect(isSameJudgement(before, after)).toBe(true);
  expect(isSameJudgement(before, { ...after, verdict: 'down' })).toBe(false);
});
