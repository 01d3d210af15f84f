import { expect, test } from 'vitest';
import { createIntake } from '@/utils/library/import/intake';
import { sha256 } from '@/utils/library/sha256';
import { bytesOf, chat, type Given, given, gone, JPEG, photo } from './given';

const NAME = 'harbour at dusk.jpg';
const row = async ({ shelves }: Given) =>
  (await shelves.filesOf(chat.uuid)).find(({ name }) => name === NAME);

/** A file out of a ZIP that says of itself that it is the chat's. */
async function withImported(bytes: Uint8Array<ArrayBuffer>): Promise<Given> {
  const source = await given();
  await source.capture();
  const real = await row(source);
  const library = await given();
  const intake = createIntake({ ...library, now: 5 });
  await intake.file(bytes, {
    ...{ path: `conversations/x/files/${NAME}`, name: NAME, kind: 'file', fileKind: 'image' },
    ...{ conversationId: chat.uuid, fileId: real?.fileId, sha256: await sha256(bytes) },
    ...{ size: bytes.byteLength, source: 'api', whole: true, messageCount: 0 },
    capturedAt: '1970-01-01T00:00:00.004Z',
  });
  return library;
}

test("Claude's own file takes the place of an imported one, which is kept beside it; then nothing is asked", async () => {
  const forged = bytesOf('not a harbour');
  const library = await withImported(forged);
  await library.capture();
  const stored = await row(library);
  expect(stored).toMatchObject({ hash: await sha256(JPEG), earlier: [{ hash: await sha256(forged) }] });
  library.asked.length = 0;
  await library.capture();
  expect(library.asked).toEqual([]);
});

test('an imported one stays where Claude has it no more', async () => {
  const library = await withImported(JPEG);
  await library.capture({ [photo('contents')]: gone, [photo('preview')]: gone });
  expect(await row(library)).toMatchObject({ hash: await sha256(JPEG), problem: null });
});
