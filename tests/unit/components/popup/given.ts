import { vi } from 'vitest';
import { IDLE } from '@/components/popup/examples';
import type { PopupProps, StepActions } from '@/components/popup/props';
import { BY_VERDICT } from '@/components/popup/situations';
import { NOW } from '@/components/popup/witnesses';
import { causeOf } from '@/utils/diagnosis/causes';
import { ASSISTANTS, SUPPORT_PAGE } from '@/utils/fixes/assistants';
import type { RunView } from '@/utils/fixes/types';
import { ELSEWHERE, SOURCE_PAGES } from '@/utils/status/pages';

export const STEPS: StepActions = {
  ended: () => undefined,
  textOf: async () => ({ text: 'Kept text', name: null }),
  copy: async () => true,
  wasPressed: () => false,
  save: () => undefined,
  guideFor: async () => ['vpn', 'firewall'],
  assistants: ASSISTANTS,
  chooseAssistant: () => undefined,
  supportPage: SUPPORT_PAGE,
};

export const given = (more: Partial<PopupProps> = {}): PopupProps => ({
  view: BY_VERDICT.degraded,
  now: NOW,
  locale: 'en-GB',
  busy: IDLE,
  facts: {},
  lacking: [],
  refused: null,
  steps: STEPS,
  pages: SOURCE_PAGES,
  elsewhere: ELSEWHERE,
  home: 'https://claude.ai/',
  onFix: vi.fn(),
  onCancel: vi.fn(),
  onTell: vi.fn(),
  causeFor: async (verdict) => causeOf(verdict),
  onOpenHelp: vi.fn(),
  onOpenPlaybook: vi.fn(),
  onStopWatching: vi.fn(),
  onBackUpChat: vi.fn(),
  onBackUpAll: vi.fn(),
  onSaveCopy: vi.fn(),
  onCopyHalf: vi.fn(),
  onOpenLibrary: vi.fn(),
  onOpenIncidents: vi.fn(),
  onOpenSettings: vi.fn(),
  onOpenDiagnostics: vi.fn(),
  ...more,
});

export const WAITING: RunView = {
  id: 'run-1',
  fix: 'wait-and-retry',
  state: 'waiting',
  until: NOW + 2_600,
  attempt: 1,
  of: 3,
  problem: null,
  surface: null,
};

export const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
export const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
