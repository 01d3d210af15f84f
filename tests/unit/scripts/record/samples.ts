import { readFileSync } from 'node:fs';
import { field, frame, joined } from '../../utils/claude/wire';
import type { Exchange } from './har-files';

export const ORG = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';
export const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const API = `https://claude.ai/api/organizations/${ORG}`;
const RPC = 'https://claude.ai/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService';

export const fixture = (path: string): string => readFileSync(`tests/fixtures/${path}`, 'utf8');

export const send = (answer: Omit<Exchange, 'url' | 'method'>): Exchange => ({
  url: `${API}/chat_conversations/${CHAT}/completion`,
  method: 'POST',
  ...answer,
});

export const document = (body: string, status: number, more: Partial<Exchange> = {}): Exchange => ({
  url: `https://claude.ai/chat/${CHAT}`,
  status,
  type: 'text/html; charset=UTF-8',
  body,
  isDocument: true,
  ...more,
});

export const tree = (body: string, more: Partial<Exchange> = {}): Exchange => ({
  url: `${API}/chat_conversations/${CHAT}?tree=True&rendering_mode=messages&render_all_tools=true`,
  status: 200,
  type: 'application/json',
  body,
  ...more,
});

export const action = (more: Partial<Exchange> = {}): Exchange => ({
  url: `${RPC}/PerformAction`,
  method: 'POST',
  status: 200,
  type: 'application/proto',
  body: new Uint8Array([10, 0]),
  ...more,
});

/** Open since before the message, and over after it. */
export const timeline = (body: Uint8Array, more: Partial<Exchange> = {}): Exchange => ({
  url: `${RPC}/StreamTimeline`,
  method: 'POST',
  at: -500,
  tookMs: 6_000,
  status: 200,
  type: 'application/connect+proto',
  body,
  ...more,
});

export const running = (title: string): Uint8Array =>
  frame(
    field(
      1,
      field(1, field(2, joined(field(1, CHAT), field(2, title), field(3, 2), field(6, 'claude-opus-4-7')))),
    ),
  );

export const streamError = (type: string, message: string): Uint8Array =>
  frame(field(1, field(3, joined(field(1, type), field(2, message)))));

export const endFrame = (json: string): Uint8Array => frame(new TextEncoder().encode(json), 2);
