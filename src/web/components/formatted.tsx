import { useUi } from '../i18n/t.js';
import { formattedNodes, isHtml } from '../offer/formatted-text.js';

/** A longer text of a provider, with its paragraphs and lists, in the language that it says it is in. */
export function Formatted({ of }: { of: { readonly text: string; readonly language: string } }) {
  const ui = useUi();
  const language = of.language === ui.language || of.language === 'und' ? undefined : of.language;
  const direction = language === undefined ? undefined : 'auto';
  if (isHtml(of.text))
    return (
      <div class="formatted" lang={language} dir={direction}>
        {formattedNodes(of.text)}
      </div>
    );
  return (
    <div class="formatted" lang={language} dir={direction}>
      {of.text
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </div>
  );
}
