import { T, useUi } from '../i18n/t.js';
import type { Fact, FactValue } from '../offer/fact.js';
import { EvidenceMark } from './evidence-mark.js';

/** What is not in the catalogue is said, never left empty. */
export function NotStated() {
  return (
    <span class="not-stated">
      <T id="value.notStated" />
    </span>
  );
}

function Value({ of: { text, language, evidence, url, note } }: { of: FactValue }) {
  const ui = useUi();
  const lang = language === undefined || language === ui.language || language === 'und' ? undefined : language;
  const shown = lang === undefined ? text : <span lang={lang}>{text}</span>;
  return (
    <>
      {url === undefined ? (
        shown
      ) : (
        <a href={url} rel="noopener external">
          {shown}
        </a>
      )}
      {evidence === undefined ? null : <EvidenceMark of={evidence} />}
      {note === undefined ? null : <span class="fact-note"> {note}</span>}
    </>
  );
}

/** The values of a fact: one as it is, several as a list, `most` of them at once; else that there is none. */
export function FactValues({ of: { values }, most = 6 }: { of: Fact; most?: number }) {
  const [only, ...others] = values;
  if (only === undefined) return <NotStated />;
  if (others.length === 0) return <Value of={only} />;
  const hidden = values.length - most;
  return (
    <ul class="fact-list">
      {values.slice(0, most).map((value) => (
        <li key={`${value.text}${value.note ?? ''}`}>
          <Value of={value} />
        </li>
      ))}
      {hidden > 0 ? (
        <li class="muted">
          <T id="value.more" values={{ count: hidden }} />
        </li>
      ) : null}
    </ul>
  );
}
