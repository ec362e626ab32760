import { useEffect, useState } from 'preact/hooks';

export interface Route {
  /** Id of the source that is shown; the overview where there is none. */
  readonly source?: string;
}

function read(): Route {
  const source = /^#\/sources\/([a-z0-9-]+)$/.exec(location.hash)?.[1];
  return source === undefined ? {} : { source };
}

/** What the address asks for; it changes with the address. */
export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => {
      setRoute(read());
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}

export function sourceAddress(id: string): string {
  return `#/sources/${id}`;
}
