import { answer, answerJson, type Call } from './call.ts';
import { notFound } from './errors.ts';
import { applyFault } from './fault-answers.ts';
import { stamp } from './ids.ts';
import type { SandboxFile } from './stage-files.ts';

const FILE = /^\/api\/(?:organizations\/)?([^/]+)\/files\/([^/]+)\/([a-z_]+)$/;

/** `/api/organizations/{org}/files/{uuid}/contents` and `/api/{org}/files/{uuid}/preview`. True = answered. */
export async function fileApi(call: Call): Promise<boolean> {
  const match = FILE.exec(call.path);
  if (!match || call.method !== 'GET') return false;
  const [, organization, id = '', variant = ''] = match;
  if (await applyFault(call, ['files', 'api'])) return true;
  const { account } = call.world;
  const mayRead = account.organizations.some((one) => one.uuid === organization);
  const found = mayRead ? account.files.get(id)?.variants[variant] : undefined;
  if (found) answer(call, 200, { 'content-type': found.type, 'cache-control': 'private' }, found.bytes);
  else notFound(call, 'File not found');
  return true;
}

const SANDBOX = /\/conversations\/([^/]+)\/wiggle\/(list-files|download-file)$/;

/** The files of a conversation's sandbox. */
export async function wiggleApi(call: Call): Promise<void> {
  if (await applyFault(call, ['wiggle', 'api'])) return;
  const [, id = '', action] = SANDBOX.exec(call.path) ?? [];
  const files = call.world.account.sandboxes.get(id);
  // Seen: the page asks for files of a sandbox that isn't there any more. Captures of 2026-05.
  if (!files) return notFound(call, 'File not found in container: /mnt/user-data/outputs');
  if (action === 'list-files') return listFiles(call, files);
  const path = call.url.searchParams.get('path') ?? '';
  const file = files.find((one) => one.path === path);
  if (!file) return notFound(call, `File not found in container: ${path}`);
  answer(call, 200, { 'content-type': 'application/octet-stream' }, file.bytes);
}

const WRITTEN_AT = Date.parse('2026-05-18T10:00:00Z');

function listFiles(call: Call, files: readonly SandboxFile[]): void {
  const prefix = call.url.searchParams.get('prefix') ?? '';
  const shown = files.filter(({ path }) => path.startsWith(prefix));
  const { uuid, chatOrg } = call.world.account;
  answerJson(call, {
    success: true,
    files: shown.map(({ path }) => path),
    files_metadata: shown.map(({ path, bytes, announced, at, type }) => ({
      path,
      size: announced ?? bytes.length,
      content_type: type ?? 'text/plain',
      created_at: stamp(at ?? WRITTEN_AT),
      // Seen: ids of the account travel here.
      custom_metadata: { account_uuid: uuid, organization_uuid: chatOrg },
    })),
  });
}
