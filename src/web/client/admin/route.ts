import { useEffect, useState } from 'preact/hooks';

/** What is shown of a source. */
export const sourceParts = ['runs', 'dead-letters', 'report'] as const;
export type SourcePart = (typeof sourceParts)[number];

export interface Route {
  /** Id of the source that is shown; the overview where there is none. */
  readonly source?: string;
  readonly part: SourcePart;
}

function read(): Route {
  const [, source, named] = /^#\/sources\/([a-z0-9-]+)(?:\/([a-z-]+))?$/.exec(location.hash) ?? [];
  const part = sourceParts.find((each) => each === named) ?? 'runs';
  return source === undefined ? { part } : { source, part };
}

/** What the address asks for; it changes with the address. Another source or the overview begins at its heading. */
export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const { source } = route;
  const [shown, setShown] = useState(source);
  useEffect(() => {
    if (source === shown) return;
    setShown(source);
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('#admin h1')?.focus({ preventScroll: true });
  }, [source, shown]);
  return route;
}

export function sourceAddress(id: string, part?: SourcePart): string {
  return part === undefined ? `#/sources/${id}` : `#/sources/${id}/${part}`;
}
