import { useUi } from '../i18n/t.js';

/** A text of a provider or vocabulary, in the language that it says it is in (WCAG 2.2, 3.1.2). */
export function Words({ of }: { of: { readonly text: string; readonly language: string } }) {
  const ui = useUi();
  const isSame = of.language === ui.language || of.language === 'und';
  if (isSame) return <bdi>{of.text}</bdi>;
  return (
    <span lang={of.language} dir="auto">
      {of.text}
    </span>
  );
}
