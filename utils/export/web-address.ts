/** Only web and mail addresses become links. As a browser reads them, so without the control characters that it skips. */
export function webAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    return /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined; // no address by itself, and there is nothing that it could be relative to
  }
}
