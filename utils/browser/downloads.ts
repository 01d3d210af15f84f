import { browser } from 'wxt/browser';

/** What writing into the downloads takes; Chrome's background needs a document for it too. */
const NEEDED = import.meta.env.FIREFOX ? ['downloads'] : ['downloads', 'offscreen'];
const permissions = { permissions: NEEDED as 'downloads'[] };

/** Only at a click, and before anything else is awaited: else the browser refuses. */
export const requestDownloads = (): Promise<boolean> => browser.permissions.request(permissions);
export const hasDownloads = (): Promise<boolean> => browser.permissions.contains(permissions);
export const dropDownloads = (): Promise<boolean> => browser.permissions.remove(permissions);

/** Writes without a question, in place of a file of that name. Returns what went wrong in the browser's words; null for nothing. */
export async function downloadTo(filename: string, url: string): Promise<string | null> {
  if (!(await hasDownloads())) return 'not-allowed';
  const { downloads } = browser;
  const ended = new Map<number, string | null>();
  let look = (): void => undefined;
  const listener = ({
    id,
    state,
    error,
  }: {
    id: number;
    state?: { current?: string };
    error?: { current?: string };
  }) => {
    if (state?.current === 'complete') ended.set(id, null);
    if (state?.current === 'interrupted') ended.set(id, error?.current ?? 'interrupted');
    look();
  };
  downloads.onChanged.addListener(listener);
  try {
    const id = await downloads.download({ url, filename, conflictAction: 'overwrite', saveAs: false });
    await new Promise<void>((resolve) => {
      look = () => ended.has(id) && resolve();
      look();
    });
    return ended.get(id) ?? null;
  } finally {
    downloads.onChanged.removeListener(listener);
  }
}
