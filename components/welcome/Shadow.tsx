import { type ComponentChild, render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface ShadowProps {
  readonly class?: string;
  /** The stylesheet of what stands in it. */
  readonly css: string;
  readonly children: ComponentChild;
}

/** A part with a stylesheet of its own, that neither takes from the page nor gives to it: as it is where it really stands. */
export function Shadow({ css, children, ...props }: ShadowProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const root = host.current?.attachShadow({ mode: 'open' });
    if (root) root.adoptedStyleSheets = [sheet];
    return () => root && render(null, root);
  }, [css]);
  useLayoutEffect(() => {
    const root = host.current?.shadowRoot;
    if (root) render(children, root);
  });
  return <div {...props} ref={host} />;
}
