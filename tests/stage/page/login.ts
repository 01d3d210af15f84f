import { h } from './dom.ts';
import { testid } from './hooks.ts';

/** The signed-out page; any of its buttons leads back, as a finished sign-in does. */
export function loginView(): HTMLElement {
  document.title = 'Sign in - Claude';
  const target = new URLSearchParams(location.search).get('returnTo') ?? '/new';
  const back = (): void =>
    location.assign(target.startsWith('/') && !target.startsWith('//') ? target : '/new');
  return h(
    'main',
    { class: 'login' },
    h('h1', {}, 'Your ideas, amplified'),
    h('button', { type: 'button', ...testid('loginGoogle'), click: back }, 'Continue with Google'),
    h('input', { ...testid('loginCode'), placeholder: 'Enter verification code', 'aria-label': 'Code' }),
  );
}
