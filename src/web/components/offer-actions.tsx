import { T, useUi } from '../i18n/t.js';
import { Icon } from './icon.js';

/** Puts an offer on the reader's shortlist, and takes it off again. Only with scripts: the list is kept in the browser. */
export function ShortlistButton({ id, title }: { id: string; title: string }) {
  const ui = useUi();
  return (
    <button
      type="button"
      class="quiet shortlist-button with-script"
      data-shortlist={id}
      aria-pressed="false"
      aria-label={ui.t('shortlist.keepNamed', { title })}
    >
      <Icon name="star" />
      <T id="shortlist.keep" />
    </button>
  );
}
