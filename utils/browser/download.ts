/** Hands a file to the browser's downloads. Needs a page, but no permission. */
export const saveFile = (name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): void =>
  saveBlob(name, new Blob([bytes], { type: mediaType }));

/** The same for what may be too large for the memory. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken the bytes by then; at once would be too early in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
