import type { ComponentChildren } from 'preact';
import { T, useUi } from '../../i18n/t.js';

interface SnippetBlockProps {
  /** What of the snippets it is; scripts replace its text. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** What it is for. */
  readonly children: ComponentChildren;
}

/** Something to copy. It is gone while there is nothing to copy. */
export function SnippetBlock({ name, title, text, children }: SnippetBlockProps) {
  const done = useUi().t('embed.copied');
  return (
    <section class="snippet" data-snippet={name} hidden={text === ''}>
      <div class="snippet-head">
        <h3 id={`snippet-${name}`}>{title}</h3>
        <button type="button" class="quiet with-script" data-copy data-done={done} aria-describedby={`snippet-${name}`}>
          <T id="embed.copy" />
        </button>
      </div>
      <p>{children}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
