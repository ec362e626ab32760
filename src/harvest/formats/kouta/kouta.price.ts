import { type Sourced, stated } from '../../../domain/evidence.js';
import type { Price, Run } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog, MapContext } from '../../format.js';
import { readNumber } from '../../mapping/values.js';
import type { Maksu, Opetus } from './kouta.record.js';
import { textsOf } from './kouta.texts.js';

/**
 * `maksut`: `maksullinen` has a price (`maksunMaara` is "in euros", model Maksu of kouta-backend). `lukuvuosimaksu` is
 * asked only of students from outside the EU and the EEA, so its amount is kept in words.
 */
export function pricesOf(opetus: Opetus, { source }: MapContext, log: IssueLog): Price[] {
  const currency = vocabulary('currency').find('EUR')?.iri;
  const words = textsOf(opetus.maksullisuusKuvaus, source.language);
  const prices = maksutOf(opetus).flatMap(({ maksullisuustyyppi: type, maksunMaara }): Price[] => {
    const amount = readNumber(maksunMaara, 'metadata.opetus.maksut.maksunMaara', log);
    if (amount === undefined || currency === undefined) return [];
    if (type === 'maksullinen') return [{ amount, currency, kind: type, text: words }];
    return type === 'lukuvuosimaksu' ? [{ kind: type, text: { fi: `Lukuvuosimaksu ${amount} €` } }] : [];
  });
  const isPriced = prices.some(({ kind }) => kind === 'maksullinen');
  return isPriced || words === undefined ? prices : [...prices, { text: words }];
}

/** Free only where the source says `maksuton` and asks no one but students from outside the EU and the EEA to pay. */
export function freeOf(opetus: Opetus, log: IssueLog): Sourced<boolean> | undefined {
  const path = 'metadata.opetus.maksut.maksullisuustyyppi';
  const types = maksutOf(opetus).flatMap(({ maksullisuustyyppi }) => maksullisuustyyppi ?? []);
  for (const type of types) {
    if (!['maksuton', 'maksullinen', 'lukuvuosimaksu', ''].includes(type)) {
      log.warning('UNMAPPED_VALUE', path, 'Expected maksuton, maksullinen or lukuvuosimaksu.', type);
    }
  }
  if (types.includes('maksullinen')) return { ...stated(false, path), native: 'maksullinen' };
  return types.includes('maksuton') ? { ...stated(true, path), native: 'maksuton' } : undefined;
}

/** `apuraha`, a scholarship that can be applied for. */
export function grantsOf({ onkoApuraha, apuraha }: Opetus, { source }: MapContext): Run['grants'] {
  return onkoApuraha === true ? [{ title: { fi: 'Apuraha' }, text: textsOf(apuraha?.kuvaus, source.language) }] : [];
}

/** Until 2024 the register kept one type and amount instead of a list. */
function maksutOf({ maksut, maksullisuustyyppi, maksunMaara }: Opetus): readonly Maksu[] {
  return maksut ?? (maksullisuustyyppi === undefined ? [] : [{ maksullisuustyyppi, maksunMaara }]);
}
