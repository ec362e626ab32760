import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { AdminFailed, ask } from './api.js';
import type { TypedDocumentString } from './generated/graphql.js';

export interface Asked<Data> {
  readonly data: Data | undefined;
  /** When the data were told, in milliseconds. */
  readonly at: number | undefined;
  readonly failed: AdminFailed | undefined;
  /** Asks again now. */
  readonly again: () => void;
}

/** Asks, and again every `everyMs` (never where that is 0) while the page is seen. Older data stay until newer come. */
export function useAsked<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
  everyMs: (data: Data | undefined) => number = () => 0,
): Asked<Data> {
  const [data, setData] = useState<Data | undefined>(undefined);
  const [at, setAt] = useState<number | undefined>(undefined);
  const [failed, setFailed] = useState<AdminFailed | undefined>(undefined);
  const askNow = useRef(() => {});
  const asked = JSON.stringify(variables);
  const again = useCallback(() => askNow.current(), []);
  useEffect(() => {
    let isWanted = true;
    let timer: number | undefined;
    const later = (answer: Data | undefined) => {
      const wait = everyMs(answer);
      if (isWanted && wait > 0) timer = window.setTimeout(() => (document.hidden ? later(answer) : run()), wait);
    };
    const run = () => {
      window.clearTimeout(timer);
      ask(operation, JSON.parse(asked) as Variables).then(
        (answer) => {
          if (!isWanted) return;
          setData(answer);
          setAt(Date.now());
          setFailed(undefined);
          later(answer);
        },
        (error: unknown) => {
          if (!isWanted) return;
          setFailed(error instanceof AdminFailed ? error : new AdminFailed('UNKNOWN', String(error)));
          later(undefined);
        },
      );
    };
    askNow.current = run;
    run();
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [operation, asked, everyMs]);
  return { data, at, failed, again };
}
