import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of the page that isn't seen at once: its code comes when it is wanted, and then stays. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let Part: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [, setCame] = useState(Part !== undefined);
    useEffect(() => {
      if (Part) return;
      load().then(
        (loaded) => {
          Part = loaded;
          setCame(true);
        },
        () => undefined, // the extension was updated meanwhile, and its files are others
      );
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
