import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../../../scripts/record/anonymous.ts';
import { filesOf, listRecording, readRecording, writeRecording } from '../../../../scripts/record/folder.ts';
import { readHar } from '../../../../scripts/record/har.ts';
import { judgementOf } from '../../../../scripts/record/judgement.ts';
import { keptOf } from '../../../../scripts/record/kept.ts';
import { leaksOf } from '../../../../scripts/record/leaks.ts';
import { record } from '../../../../scripts/record/record.ts';
import { lineOf, nameOf, reportOf } from '../../../../scripts/record/report.ts';
import { BEGAN, chromeHar, type Exchange, firefoxHar } from './har-files';
import { action, CHAT, document, fixture, ORG, send, timeline, tree } from './samples';

const OVERLOADED =
  '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011FbQm9s2PdXc7uHqNt4vBa"}';
const overloaded = send({ status: 529, type: 'application/json', body: OVERLOADED, at: 4_000 });
const textOf = (body: Uint8Array | null | undefined): string => new TextDecoder().decode(body ?? undefined);

describe('a HAR', () => {
  const exchanges = [document(fixture('claude/documents/app.html'), 200), overloaded];
  test('of either browser reads the same', () => {
    const [chrome, firefox] = [readHar(chromeHar(exchanges)), readHar(firefoxHar(exchanges))];
    expect(chrome.browser).toBe('Chromium');
    expect(firefox.browser).toBe('Firefox 153');
    const gist = ({ entries }: typeof chrome) =>
      entries.map(({ startedAt, status, isDocument, body }) => [startedAt, status, isDocument, textOf(body)]);
    expect(gist(firefox)).toEqual(gist(chrome));
    expect(chrome.entries[0]?.startedAt).toBe(BEGAN);
  });
  test('without the body of a stream is not a broken stream', async () => {
    const missing = send({ status: 200, type: 'text/event-stream' });
    const { lifeline } = await record(chromeHar([missing]));
    expect(lifeline.requests[0]).toMatchObject({
      says: ['well', 'reply accepted'],
      unclear: expect.stringContaining('no body'),
    });
    expect(lifeline.findings).toEqual([]);
  });
  test('with half a stream, because the browser keeps no more, is none either', async () => {
    const stream = send({
      status: 200,
      type: 'text/event-stream',
      body: fixture('claude/completion.sse.txt'),
    });
    const { lifeline } = await record(firefoxHar([stream], 1_500));
    expect(lifeline.requests[0]?.says.join()).not.toMatch(/complete|cut/);
  });
  test('tells a call that the page gave up from one that failed', async () => {
    const told = async (error?: string) =>
      (await record(chromeHar([send({ status: 0, error })]))).lifeline.requests[0]?.says;
    expect(await told('net::ERR_ABORTED')).toEqual(['stopped by the page']);
    expect(await told('net::ERR_NAME_NOT_RESOLVED')).toEqual(['no answer']);
    expect(await told()).toEqual(['no answer']);
  });
  test('of nothing, or that is none, is refused', async () => {
    await expect(record('<html>')).rejects.toThrow(SyntaxError);
    await expect(record('{"log":{}}')).rejects.toThrow();
    await expect(record(chromeHar([{ url: 'https://example.com/', status: 500 }]))).rejects.toThrow(
      /concerns claude\.ai/,
    );
  });
});

describe('what is kept', () => {
  const kept = (exchanges: readonly Exchange[]) => keptOf(readHar(chromeHar(exchanges)).entries);
  test('failures and the protocol, not the rest', () => {
    const api = `https://claude.ai/api/organizations/${ORG}`;
    const dropped: Exchange[] = [
      { url: 'https://claude.ai/api/event_logging/batch', method: 'POST', status: 500 },
      { url: `${api}/memory`, status: 200, type: 'application/json', body: '{}' },
      { url: 'https://claude.ai/assets/index.js', status: 200, body: 'x' },
      { url: 'https://telemetry.example/x.js', status: 500 },
      { url: `${api}/chat_conversations/${CHAT}/completion`, method: 'OPTIONS', status: 204 },
    ];
    const wanted: Exchange[] = [
      overloaded,
      { url: `${api}/memory`, status: 500 },
      { url: 'https://claude.ai/assets/index-Ab.js', status: 404, body: 'gone' },
    ];
    expect(kept(dropped)).toEqual([]);
    expect(kept(wanted)).toHaveLength(3);
  });
  test('one body of a kind that is well', () => {
    const trees = kept([
      tree('{"uuid":"a","chat_messages":[]}'),
      tree('{"uuid":"b","chat_messages":[]}', { at: 5 }),
    ]);
    expect(trees.map(({ body }) => body !== null)).toEqual([true, false]);
  });
});

describe('what is invented', () => {
  test('the same for the same, everywhere', () => {
    const [first, second] = anonymous(
      keptOf(
        readHar(
          chromeHar([
            tree(`{"uuid":"${CHAT}","name":"Plum jam","chat_messages":[]}`),
            { ...overloaded, at: 900 },
          ]),
        ).entries,
      ),
    ).entries;
    const id = /chat_conversations\/([0-9a-f-]{36})/.exec(first?.address ?? '')?.[1] ?? 'none';
    expect(id).not.toBe(CHAT);
    expect(second?.address).toContain(id);
    expect(textOf(first?.body)).toContain(`"uuid":"${id}"`);
  });
  test('clocks in ids keep their order, and their version', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid({ version: 7 }), { minLength: 2, maxLength: 20 }),
        fc.array(fc.uuid({ version: 4 })),
        (clocks, others) => {
          const ids = [...clocks, ...others];
          const body = JSON.stringify({ chat_messages: ids.map((uuid) => ({ uuid })) });
          const [entry] = anonymous(keptOf(readHar(chromeHar([tree(body)])).entries)).entries;
          const invented = (
            JSON.parse(textOf(entry?.body)) as { chat_messages: { uuid: string }[] }
          ).chat_messages.map(({ uuid }) => uuid);
          expect(invented.map((id) => id[14])).toEqual(ids.map((id) => id[14]));
          const orderOf = (list: readonly string[]) =>
            list
              .slice(0, clocks.length)
              .map((id, index) => [id, index] as const)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([, index]) => index);
          expect(orderOf(invented)).toEqual(orderOf(ids));
          expect(invented.filter((id) => ids.includes(id))).toEqual([]);
        },
      ),
    );
  });
  test('length and classes of characters stay', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const [entry] = anonymous(
          keptOf(readHar(chromeHar([tree(JSON.stringify({ name }))])).entries),
        ).entries;
        const other = (JSON.parse(textOf(entry?.body)) as { name: string }).name;
        const classes = (text: string) =>
          [...text.toWellFormed()]
            .map((one) =>
              /[\p{Lu}\p{Lt}]/u.test(one)
                ? 'A'
                : /\p{L}/u.test(one)
                  ? 'a'
                  : /\p{N}/u.test(one)
                    ? '1'
                    : /[ -~]/.test(one)
                      ? one
                      : '·',
            )
            .join('');
        if (!/[[{]/.test(name)) expect(classes(other)).toBe(classes(name));
        if (name.isWellFormed()) expect(Buffer.byteLength(other)).toBe(Buffer.byteLength(name));
      }),
    );
  });
  test('times are moved by one distance', () => {
    const body =
      '{"created_at":"2026-11-14T09:21:07.412631Z","updated_at":"2026-11-14T09:21:09Z","resets_at":1794648069}';
    const [entry] = anonymous(keptOf(readHar(chromeHar([tree(body)])).entries)).entries;
    expect(JSON.parse(textOf(entry?.body))).toEqual({
      created_at: '2026-11-01T12:00:00.000000Z',
      updated_at: '2026-11-01T12:00:01Z',
      resets_at: 1793534401,
    });
  });
  test('the same file makes the same recording, to the byte', async () => {
    const har = chromeHar([
      document(fixture('claude/documents/cloudflare-502.html'), 502),
      tree(fixture('conversations/every-block.json'), { at: 9 }),
      overloaded,
    ]);
    const [one, two] = [filesOf(await record(har)), filesOf(await record(har))];
    expect([...two].map(([name, bytes]) => [name, textOf(bytes)])).toEqual(
      [...one].map(([name, bytes]) => [name, textOf(bytes)]),
    );
  });
});

test('whatever slips through is found before it is written', () => {
  const entries = keptOf(readHar(chromeHar([tree('{"name":"The gooseberry thief of Ely"}')])).entries);
  const { entries: other } = anonymous(entries);
  expect(leaksOf(entries, other, [])).toEqual([]);
  const careless = other.map((entry) => ({ ...entry, body: new TextEncoder().encode('a gooseberry') }));
  expect(leaksOf(entries, careless, [])).toEqual(['gooseberry']);
  expect(leaksOf(entries, entries, [])).toContain(CHAT);
});

describe('a folder', () => {
  test('is read as it was written, and listed once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
    const { browser, seen, lifeline, entries } = await record(
      chromeHar([
        document(fixture('claude/documents/cloudflare-502.html'), 502),
        timeline(new Uint8Array([0, 0, 0, 0, 0]), { at: 50 }),
        action({ at: 60 }),
        overloaded,
      ]),
    );
    const recording = { browser, seen, lifeline, entries };
    writeRecording(join(folder, 'one'), recording);
    expect(readdirSync(join(folder, 'one'))).toEqual([
      '01-document.html',
      '02-timeline.bin',
      '03-action.bin',
      '04-send.json',
      'recording.json',
    ]);
    const again = readRecording(join(folder, 'one'));
    expect(JSON.stringify(again)).toBe(JSON.stringify(recording));
    expect(await judgementOf(again.entries)).toEqual(lifeline);
    const readme = join(folder, 'README.md');
    for (const line of ['a', 'b']) listRecording(readme, 'one', line);
    expect(readFileSync(readme, 'utf8').match(/^- .*/gm)).toEqual(['- [one](one/recording.json): b']);
  });
  test('of somebody else is left alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    const recording = await record(chromeHar([overloaded]));
    expect(() => writeRecording(folder, recording)).toThrow(/no recording/);
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });
});

test('says what Lifeline makes of it, and what it does not understand', async () => {
  const strange = send({
    status: 418,
    type: 'application/json',
    body: '{"teapot":{"short":"and stout"}}',
    at: 9_000,
  });
  const recorded = await record(chromeHar([overloaded, strange]));
  const report = reportOf(recorded);
  expect(report).toMatch(/send +529 +overloaded +→ failed-send/);
  expect(report).toContain('NOT UNDERSTOOD: a failure of no known class');
  expect(report).toMatch(/Names that aren't known.*\bteapot\b/);
  expect(nameOf(recorded)).toBe('2026-11-unclear-send-529');
  expect(lineOf(recorded)).toBe('Chromium; 2026-11; send 529: overloaded · send 418: other; verdict unclear');
});
