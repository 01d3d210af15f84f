import type { DocumentFacts, Hooks, Who } from './types.ts';

/** The markers of claude.ai's page, by generation; a redesign leaves the looks and takes the markers. */
interface Marks {
  readonly row: (who: Who, index: number) => string;
  readonly body: (who: Who) => string;
  readonly composer: string;
  readonly send: string;
  readonly stop: string;
  readonly title: string;
  readonly model: string;
}

/** What stands in an empty composer. */
export const EMPTY = '<p><br class="ProseMirror-trailingBreak"></p>';

const testid = (name: string): string => `data-testid="${name}"`;

const MARKS: Record<Hooks, Marks> = {
  '2026-10': {
    row: (who, index) => `data-turn-key="turn-${index}${who === 'assistant' ? '-hub-reply' : ''}"`,
    body: (who) => testid(`${who}-message`),
    composer: `${testid('chat-input')} data-cds="Editor"`,
    send: testid('chat-input-send'),
    stop: testid('chat-input-stop'),
    title: testid('chat-title-split'),
    model: testid('model-selector-dropdown'),
  },
  '2026-08': {
    row: (who, index) =>
      `${testid('transcript-row')} data-perf-row="${who === 'user' ? 'human' : who}" data-perf-row-streaming="false" data-index="${index}"`,
    body: (who) => (who === 'user' ? testid('user-message') : 'class="font-claude-response"'),
    composer: testid('chat-input'),
    send: 'aria-label="Send message"',
    stop: '',
    title: testid('chat-title-split'),
    model: testid('model-selector-dropdown'),
  },
  renamed: {
    row: (who, index) => `data-q="r${index}" class="q-${who}"`,
    body: (who) => `data-q="b-${who}"`,
    composer: 'data-q="ed"',
    send: 'data-q="go"',
    stop: 'data-q="halt"',
    title: 'data-q="ti"',
    model: 'data-q="mo"',
  },
};

/** The page's own words in its eleven languages; no test may need them. */
const WORDS: Record<string, { send: string; stop: string; notifications: string }> = {
  en: { send: 'Send message', stop: 'Stop response', notifications: 'Notifications' },
  de: { send: 'Nachricht senden', stop: 'Antwort stoppen', notifications: 'Benachrichtigungen' },
  fr: { send: 'Envoyer le message', stop: 'Arrêter la réponse', notifications: 'Notifications' },
  ko: { send: '메시지 보내기', stop: '응답 중지', notifications: '알림' },
  ja: { send: 'メッセージを送信', stop: '応答を停止', notifications: '通知' },
  es: { send: 'Enviar mensaje', stop: 'Detener respuesta', notifications: 'Notificaciones' },
  it: { send: 'Invia messaggio', stop: 'Interrompi risposta', notifications: 'Notifiche' },
  hi: { send: 'संदेश भेजें', stop: 'जवाब रोकें', notifications: 'सूचनाएँ' },
  pt: { send: 'Enviar mensagem', stop: 'Parar resposta', notifications: 'Notificações' },
  id: { send: 'Kirim pesan', stop: 'Hentikan respons', notifications: 'Notifikasi' },
};

const wordsOf = (lang: string) => WORDS[lang.slice(0, 2)] ?? WORDS.en!;

export function messageHtml(hooks: Hooks, [who, html]: readonly [Who, string], index: number): string {
  const marks = MARKS[hooks];
  const toolbar = `<div role="toolbar"${hooks === 'renamed' ? '' : ' data-cds="MessageActions"'}><button aria-label="Copy"></button></div>`;
  return `<div ${marks.row(who, index)}><div ${marks.body(who)}>${html}</div>${toolbar}</div>`;
}

export const stopButton = (hooks: Hooks, lang: string): string =>
  `<button id="sf-stop" type="button" ${MARKS[hooks].stop} aria-label="${wordsOf(lang).stop}"></button>`;

const sendButton = (hooks: Hooks, lang: string): string =>
  `<button id="sf-send" type="button" ${MARKS[hooks].send} aria-label="${wordsOf(lang).send}"></button>`;

/** What stands in the document element, given what the app shows. The `sf-` ids are the corpus's own handles. */
export function appHtml({
  hooks = '2026-10',
  lang = 'en-US',
  title,
  model,
  messages = [],
}: DocumentFacts): string {
  const marks = MARKS[hooks];
  const rows = messages.map((message, index) => messageHtml(hooks, message, index)).join('');
  return `<head><title>${title ?? 'New session - Claude'}</title></head><body><div id="root">
<nav aria-label="Sidebar" id="sf-sidebar"><a href="/new">New</a></nav>
<div id="sf-top"></div>
<main id="sf-main"><div ${marks.title}><button>${title ?? 'New session'}</button></div>
<div id="sf-rows">${rows}</div><div id="sf-turn"></div>
<form id="sf-form"><div id="sf-composer" ${marks.composer} class="tiptap ProseMirror" contenteditable="true">${EMPTY}</div>
<button id="sf-model" type="button" ${marks.model}>${model ?? 'Opus 4.8'}</button>${sendButton(hooks, lang)}</form></main>
<div class="fixed top-0 z-toast" aria-label="${wordsOf(lang).notifications}" id="sf-toasts"></div>
</div></body>`;
}
