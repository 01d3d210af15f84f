import { expect, test } from 'vitest';
import project from '@/tests/fixtures/projects/project.json';
import type { Fetch } from '@/utils/claude/client-answer';
import { listProjects, readProject } from '@/utils/claude/projects';

const json = (value: unknown, init?: ResponseInit): Response => new Response(JSON.stringify(value), init);
const missing = () => json({ type: 'error', error: {} }, { status: 404 });
const names = async (fetch: Fetch) => {
  const answer = await listProjects(fetch, 'org');
  return answer.ok ? answer.value.map(({ name }) => name) : answer.error;
};

test('projects are listed page by page', async () => {
  const all = Array.from({ length: 70 }, (_, index) => ({ uuid: `p${index}`, name: `Project ${index}` }));
  const fetch: Fetch = async (url) => {
    if (!url.includes('_v2')) return json({}, { status: 500 });
    const offset = Number(new URL(url).searchParams.get('offset'));
    return json({ data: all.slice(offset, offset + 30), has_more: offset + 30 < all.length });
  };
  expect(await names(fetch)).toHaveLength(70);
});

test('the older list stands in', async () => {
  const fetch: Fetch = async (url) =>
    url.includes('_v2') ? missing() : json([{ uuid: 'p', name: 'Poems' }]);
  expect(await names(fetch)).toEqual(['Poems']);
});

test('what only the older list shows is there too', async () => {
  const fetch: Fetch = async (url) => {
    const older = [
      { uuid: 'p', name: 'Poems' },
      { uuid: 'q', name: 'Archived' },
    ];
    return url.includes('_v2') ? json({ data: [older[0]], has_more: false }) : json(older);
  };
  expect(await names(fetch)).toEqual(['Poems', 'Archived']);
});

test('an organisation without projects has none; one whose projects fail has failed', async () => {
  expect(await names(async () => missing())).toEqual([]);
  expect(await names(async () => json({}, { status: 403 }))).toEqual([]);
  expect(await names(async () => json({}, { status: 503 }))).toBe('http');
});

test('both payloads are kept exactly as sent', async () => {
  const sent = '{"uuid":"p", "name":"Poems","prompt_template":"Rhyme!\\n","später":1.0}';
  const docs = '[ {"file_name":"a.md","content":"# A"} ]';
  const read = await readProject(
    async (url) => new Response(url.endsWith('/docs') ? docs : sent),
    'org',
    'p',
  );
  expect(read.ok && new TextDecoder().decode(read.value.payload)).toBe(`{"project":${sent},"docs":${docs}}`);
  expect(read).toMatchObject({ value: { name: 'Poems', updatedAt: null, problem: null } });
});

test('instructions and documents of a project as claude.ai sends it', async () => {
  const docs = [
    { uuid: 'd1', file_name: 'beds.md', content: '# Beds\n\n1 beans', project_uuid: project.uuid },
  ];
  const read = await readProject(
    async (url) => json(url.endsWith('/docs') ? docs : project),
    'org',
    project.uuid,
  );
  expect(read).toMatchObject({ value: { name: 'Allotment year', updatedAt: project.updated_at } });
  expect(read.ok && JSON.parse(new TextDecoder().decode(read.value.payload))).toEqual({ project, docs });
});

test('documents that fail are a problem, not the end of the project', async () => {
  const fetch: Fetch = async (url) =>
    url.endsWith('/docs') ? json({}, { status: 500 }) : json({ uuid: 'p' });
  const read = await readProject(fetch, 'org', 'p');
  expect(read).toMatchObject({ ok: true, value: { problem: 'http' } });
  expect(read.ok && JSON.parse(new TextDecoder().decode(read.value.payload))).toMatchObject({ docs: [] });
});

test('another project than the one asked for is refused', async () => {
  expect(await readProject(async () => json({ uuid: 'q' }), 'org', 'p')).toMatchObject({
    error: 'unknown-shape',
  });
});
