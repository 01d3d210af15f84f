/** Hands a file to the browser's downloads. Needs a page, but no permission. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken the bytes by then; at once would be too early in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
