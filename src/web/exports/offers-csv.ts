import { stringify } from 'csv-stringify/sync';
import type { Ui } from '../i18n/ui.js';
import { basisLabel } from '../offer/basis.js';
import { factLine, type Offer } from '../offer/fact.js';
import { facts, labelOf } from '../offer/facts.js';

/**
 * Offers as a table, a row each (RFC 4180, UTF-8 with byte order mark, so that spreadsheets read it): title, what is known
 * about each matter, address, source. What is not stated is an empty cell; how a value came about stands behind it in
 * brackets. A cell that a spreadsheet would take for a formula gets an apostrophe.
 */
export function offersCsv(offers: readonly Offer[], asked: { readonly ui: Ui; readonly today: string }): string {
  const { ui } = asked;
  const rows = offers.map((offer) => [
    offer.title.text,
    ...facts(offer, asked).map(({ values }) =>
      values.map((value) => factLine(value, (basis) => ui.t(basisLabel(basis)))).join('; '),
    ),
    offer.homepages.map(({ url }) => url).join(' '),
    offer.source.name,
    offer.id,
  ]);
  const [first] = offers;
  const labels = first === undefined ? [] : facts(first, asked).map(({ id }) => ui.t(labelOf(id)));
  const header = [ui.t('fact.title'), ...labels, ui.t('fact.homepage'), ui.t('origin.source'), 'id'];
  return stringify([header, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}
