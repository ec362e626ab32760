import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { MessageKey } from './catalogue.js';
import { createUi, type MessageValues, type Ui } from './ui.js';

export const UiContext = createContext<Ui>(createUi({ chosen: undefined, preferred: 'en' }));

/** How the page speaks to its reader. */
export function useUi(): Ui {
  return useContext(UiContext);
}

/** A message in the reader's language; one that falls back to English says so by its `lang`. */
export function T({ id, values }: { id: MessageKey; values?: MessageValues }): VNode {
  const ui = useUi();
  const { parts, language } = ui.parts(id, values);
  if (language === ui.language) return <>{parts}</>;
  return (
    <span lang={language} dir="ltr">
      {parts}
    </span>
  );
}
