import type { Sourced } from '../../../domain/evidence.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { crosswalkConcept, statedConcept } from '../../mapping/concepts.js';
import { county } from './emil.crosswalk.js';
import type { EmilAddress } from './emil.record.js';

/** Country and region of an address: as stated, and by the Swedish municipality in its area code. */
export function whereaboutsOf(
  { country, areaCode }: EmilAddress,
  path: string,
  log: IssueLog,
): { country?: Sourced<string>; nuts?: Sourced<string> } {
  const stated =
    country === undefined || country === '' ? undefined : statedConcept('country', country, `${path}.country`, log);
  const sweden = vocabulary('country').find('SE')?.iri;
  const nuts =
    stated === undefined || stated.value === sweden ? regionOf(areaCode, `${path}.areaCode`, log) : undefined;
  const concluded = nuts === undefined || sweden === undefined ? undefined : { ...nuts, value: sweden };
  const its = stated ?? concluded;
  return { ...(its === undefined ? {} : { country: its }), ...(nuts === undefined ? {} : { nuts }) };
}

/** A municipality code has four digits; written as a number, some lack their first zero. */
function regionOf(areaCode: string | undefined, path: string, log: IssueLog): Sourced<string> | undefined {
  if (areaCode === undefined || !/^\d{3,4}$/.test(areaCode)) return undefined;
  const concept = crosswalkConcept(county, areaCode.padStart(4, '0').slice(0, 2), path, log);
  return concept === undefined ? undefined : { ...concept, native: areaCode };
}
