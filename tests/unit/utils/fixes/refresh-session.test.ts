import { expect, test } from 'vitest';
import { refreshSession } from '@/utils/fixes/refresh-session';
import { CHAT, context, draft, knowing, stepsOf, verbsOf } from './given';

test('never on a check of Cloudflare', () => {
  expect(refreshSession.available(knowing({ verdict: 'challenge' }))).toBe(false);
  expect(refreshSession.available(knowing({ verdict: 'signed-out' }))).toBe(true);
  expect(refreshSession.available(context())).toBe(true);
});

test('asks first, and signs nobody out whose session holds', () => {
  const steps = stepsOf(refreshSession, context({ draft: draft() }));
  const asked = steps.findIndex(({ verb }) => verb === 'check-session');
  const check = steps[asked];
  const after = steps.slice(asked + 1);
  const left = check?.verb === 'check-session' ? after.slice(check.skip) : after;
  expect(after[0]).toEqual({ verb: 'sign-out-and-in', returnTo: `/chat/${CHAT}` });
  expect(left.map(({ verb }) => verb)).toEqual(['open-chat', 'await-page', 'fill-composer']);
});

test('saves first, and comes back to the same chat', () => {
  expect(verbsOf(refreshSession, context())[0]).toBe('save-conversation');
  expect(stepsOf(refreshSession, context())).toContainEqual({ verb: 'open-chat', path: `/chat/${CHAT}` });
});

test('a message that was refused for want of a session comes back; any other that was sent may be in the chat', () => {
  const sent = draft('sent');
  const filled = (verdict: 'signed-out' | 'degraded') =>
    stepsOf(refreshSession, knowing({ verdict }, { draft: sent })).filter(
      ({ verb }) => verb === 'fill-composer',
    );
  expect(filled('signed-out')).toEqual([{ verb: 'fill-composer', text: sent.text, replace: false }]);
  expect(filled('degraded')).toEqual([]);
});

test('what Claude had begun to answer is in the chat, though the session ended then', () => {
  const steps = stepsOf(
    refreshSession,
    knowing({ verdict: 'signed-out' }, { draft: draft('sent'), outputBegan: true }),
  );
  expect(steps.map(({ verb }) => verb)).not.toContain('fill-composer');
});

test.each(['//evil.example/a', '@evil.example/', '/\\evil.example', '', '.evil.example/'])(
  'comes back to no other site (%s)',
  (path) => {
    const steps = stepsOf(refreshSession, knowing({ path }, { conversationId: null }));
    expect(steps).toContainEqual({ verb: 'sign-out-and-in', returnTo: '/new' });
    expect(steps).toContainEqual({ verb: 'open-chat', path: '/new' });
  },
);
