/** Longer than anybody looks at the browser's print dialog; where it tells nothing of its end. */
const GONE_AFTER_MS = 10 * 60_000;

/** Opens the browser's print dialog for a page of ours. The frame is kept from running anything, whatever stands in it. */
export function printPage(html: Blob): Promise<void> {
  const url = URL.createObjectURL(html);
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.dataset.print = '';
  frame.tabIndex = -1;
  // Without a place of its own Firefox would print an empty sheet.
  frame.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0';
  const remove = (): void => {
    frame.remove();
    URL.revokeObjectURL(url);
  };
  return new Promise((resolve, reject) => {
    frame.addEventListener('load', () => {
      const page = frame.contentWindow;
      page?.addEventListener('afterprint', () => setTimeout(remove));
      setTimeout(remove, GONE_AFTER_MS);
      try {
        page?.print();
        resolve();
      } catch (error) {
        remove();
        reject(error);
      }
    });
    frame.src = url;
    document.body.append(frame);
  });
}
