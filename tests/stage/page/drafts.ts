const KEY = 'LSS-new-conversation:textInput';
const tabId = crypto.randomUUID();

/** Only new chats keep their draft over a reload. Seen: reports of 2026-07. */
export function saveDraft(path: string, value: unknown, empty: boolean): void {
  if (path !== '/new') return;
  if (empty) {
    localStorage.removeItem(KEY);
    sessionStorage.removeItem(KEY.replace('LSS', 'SSS'));
    return;
  }
  const entry = JSON.stringify({ value, tabId, timestamp: Date.now() });
  localStorage.setItem(KEY, entry);
  sessionStorage.setItem(KEY.replace('LSS', 'SSS'), entry);
}

export function readDraft(path: string): unknown {
  if (path !== '/new') return null;
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as { value?: unknown } | null)?.value ?? null;
  } catch {
    return null;
  }
}
