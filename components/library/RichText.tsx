import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Link } from '@/utils/export/turn';
import type { Rich } from './props';

/** Nodes that were sanitised, put in as they are: nothing here is ever parsed as HTML. */
function useNodes<E extends HTMLElement>(make: () => DocumentFragment, what: readonly unknown[]) {
  const place = useRef<E>(null);
  useLayoutEffect(() => {
    const { current } = place;
    current?.replaceChildren(make());
    if (current?.localName === 'pre') current.tabIndex = 0; // it may scroll, so the keyboard has to reach it
  }, what);
  return place;
}

interface MarkdownProps {
  readonly rich: Rich;
  readonly text: string;
  /** Citations of this text. */
  readonly links: readonly Link[];
}

export function MarkdownText({ rich, text, links }: MarkdownProps) {
  const place = useNodes<HTMLDivElement>(() => rich.markdown(text, links), [text, links]);
  return <div class="text" ref={place} />;
}

interface CodeProps {
  readonly rich: Rich;
  readonly text: string;
  readonly language: string;
  readonly label: string;
}

export function CodeText({ rich, text, language, label }: CodeProps) {
  const place = useNodes<HTMLPreElement>(() => rich.code(text, language), [text, language]);
  return (
    <figure class="code" aria-label={label}>
      <pre ref={place} />
    </figure>
  );
}
