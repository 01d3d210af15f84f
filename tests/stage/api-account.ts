import type { Organization } from './account.ts';
import { answer, answerHtml, answerJson, type Call } from './call.ts';
import { challengePage } from './error-pages.ts';
import { notFound } from './errors.ts';

function organization({ uuid, name, capabilities }: Organization, id: number): Record<string, unknown> {
  return {
    id,
    uuid,
    name,
    settings: { claude_console_privacy: 'default_private' },
    capabilities,
    parent_organization_uuid: null,
    rate_limit_tier: 'default_claude_max_20x',
    billing_type: 'stripe_subscription',
    free_credits_status: 'available',
    data_retention: 'default',
    api_disabled_reason: null,
    api_disabled_until: null,
    created_at: '2023-10-15T00:00:00.000000Z',
    billable_usage_paused_until: null,
    raven_type: null,
    active_flags: [],
  };
}

const organizations = (call: Call): Record<string, unknown>[] =>
  call.world.account.organizations.map((one, index) => organization(one, 1_000_001 + index));

function accountOf(call: Call): Record<string, unknown> {
  const { account } = call.world;
  return {
    tagged_id: 'user_01stage',
    uuid: account.uuid,
    email_address: account.email,
    full_name: 'Some One',
    display_name: 'Someone',
    memberships: organizations(call).map((one) => ({ organization: one, role: 'admin', seat_tier: null })),
    settings: { theme: 'auto' },
  };
}

/** Flags of the page travel in its bootstrap, as feature flags do. */
function bootstrap(call: Call): void {
  const { config } = call.world;
  answerJson(call, {
    account: accountOf(call),
    locale: config.language,
    statsig: {
      values: {
        merged_experience: config.protocol === 'merged',
        completion_retry_mode: config.retryMode,
        completion_retry_scale: config.retryScale,
        hook_set: config.hooks,
        completion_backoff_key: config.backoffKey,
        failure_banner: config.banner,
        telemetry_ms: config.telemetryMs,
        reopen_timelines: config.reopens,
        say: config.say,
      },
    },
  });
}

/** `/api/bootstrap`, `/api/organizations` and other calls about the session. True = answered. */
export function sessionApi(call: Call): boolean {
  const path = call.path.slice('/api'.length);
  if (/^\/bootstrap(\/|$)/.test(path)) bootstrap(call);
  else if (path === '/organizations') answerJson(call, organizations(call));
  else if (path === '/account') answerJson(call, accountOf(call));
  else if (path === '/account_profile')
    answerJson(call, { locale: call.world.config.language, conversation_preferences: '' });
  else if (path === '/account/settings') answerJson(call, { theme: 'auto' });
  else if (path === '/banners') answerJson(call, []);
  else return false;
  return true;
}

export const isSessionPath = (path: string): boolean =>
  /^\/api\/(bootstrap(\/|$)|organizations$|account)/.test(path);

export function challengeRedirect(call: Call): void {
  const to = call.url.searchParams.get('to') ?? '/';
  // The check is solved by going to it once more; only paths of this site.
  if (call.url.searchParams.has('solved')) {
    const target = URL.canParse(to, 'https://claude.ai') ? new URL(to, 'https://claude.ai') : null;
    answer(call, 302, {
      location: target?.host === 'claude.ai' ? target.pathname + target.search : '/',
    });
    return;
  }
  answerHtml(call, challengePage(), 403, { 'cf-mitigated': 'challenge', server: 'cloudflare' });
}

/** Small calls around an organisation that only have to answer. True = answered. */
export function organizationApi(call: Call, rest: string): boolean {
  if (rest === '/usage')
    answerJson(call, {
      five_hour: { utilization: 12, resets_at: null },
      seven_day: { utilization: 31, resets_at: null },
    });
  else if (/^\/(prepaid\/credits|overage_spend_limit|memory|published_artifacts)$/.test(rest))
    answerJson(call, {});
  else if (rest.startsWith('/model_configs/')) notFound(call);
  else return false;
  return true;
}
