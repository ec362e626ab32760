import { type Sourced, stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { hoursFitEcts, plausibleEcts } from '../../mapping/plausibility.js';
import { joinLanguageMaps, languageMapOf } from '../../mapping/texts.js';
import { readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { parseHours } from '../../parse/values.js';
import type { SchemaNode } from './schema-org.record.js';
import { addresses, type Mapping, nodesOf, scalars, texts } from './schema-values.js';

type Load = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours' | 'workloadStatement'>;
type Credits = NonNullable<LearningOpportunityDraft['credits']>;
type Hours = Sourced<{ min: number; max: number }>;

/** An instance and where it stands in the record. */
export interface PathNode {
  readonly node: SchemaNode;
  /** Empty, or ends with a full stop. */
  readonly path: string;
}

/** `numberOfCredits`, `timeRequired`, and the `courseWorkload` of the instances. */
export function loadOf(node: SchemaNode, instances: readonly PathNode[], mapping: Mapping): Load {
  const { credits, ects } = creditsOf(node, mapping);
  const { hours, statement } = workloadOf(node, instances, mapping);
  const load = {
    credits,
    ...(ects === undefined ? {} : { ects }),
    ...(hours === undefined ? {} : { workloadHours: hours }),
    ...(statement === undefined ? {} : { workloadStatement: statement }),
  };
  if (ects === undefined || hours === undefined) return load;
  if (hoursFitEcts(hours.value.min, ects.value) && hoursFitEcts(hours.value.max, ects.value)) return load;
  const { min, max } = hours.value;
  const message = 'One ECTS credit is expected to stand for 15 to 40 hours.';
  mapping.log.warning(
    'IMPLAUSIBLE_VALUE',
    hours.path ?? 'timeRequired',
    message,
    `${ects.value} ECTS, ${min}-${max} h`,
  );
  const { workloadHours: _, ...rest } = load;
  if (ects.value > 0) return rest;
  const { ects: __, credits: ___, ...withoutCredits } = load;
  return withoutCredits;
}

/** `numberOfCredits`: a number alone names no system of credits; ECTS only where the unit or the text says ECTS. */
function creditsOf(node: SchemaNode, mapping: Mapping): { credits: Credits; ects?: Sourced<number> } {
  const { log } = mapping;
  const path = 'numberOfCredits';
  const credits: Credits = [];
  const ects: number[] = [];
  const read = (amount: string | undefined, unit: string | undefined): void => {
    const value = readNumber(amount, path, log);
    if (value === undefined) return;
    if (unit === undefined) {
      log.warning(
        'UNMAPPED_VALUE',
        path,
        'The credits name no system; expected a StructuredValue with unitText.',
        amount,
      );
      return;
    }
    const known =
      vocabulary('credit-system').find(unit) ?? (isEcts(unit) ? vocabulary('credit-system').find('ects') : undefined);
    const isCount = known?.code === 'ects' ? plausibleEcts(value, path, log) : value;
    if (isCount === undefined) return;
    if (known?.code === 'ects') ects.push(value);
    credits.push({ system: known?.iri ?? unit, value });
  };
  for (const text of scalars(node, path)) {
    const [, amount, unit] = /^([\d.,\s]+?)\s*([A-Za-z].*)?$/.exec(text) ?? [];
    read(amount ?? text, unit);
  }
  for (const value of nodesOf(node, path)) {
    const unit = ['unitText', 'unitCode', 'additionalType', 'name'].flatMap((property) =>
      addresses(value, property),
    )[0];
    const amounts = scalars(value, 'value');
    if (amounts.length > 0) read(amounts[0], unit);
    else if (scalars(value, 'minValue').length > 0)
      log.warning('UNMAPPED_VALUE', path, 'A range of credits cannot be kept; expected one value.', value);
  }
  const [only, other] = new Set(ects);
  if (other !== undefined) {
    log.warning('IMPLAUSIBLE_VALUE', path, 'The offer has several different numbers of ECTS credits.', ects.join(', '));
    return { credits };
  }
  return only === undefined ? { credits } : { credits, ects: stated(only, path) };
}

/** Whether the unit is ECTS, and does not only mention it ("CATS, 2 = 1 ECTS"). */
function isEcts(unit: string): boolean {
  const written = unit.trim().toLowerCase();
  const system =
    /^(?:credits?|credit points?|points?)?\s*\(?(?:ects|european credit transfer(?: and accumulation)? system(?: \(ects\))?)\)?/;
  return /^[\s-]*(?:credits?|points?|credit points?|cr)?$/.test(written.replace(system, '')) && system.test(written);
}

/** Hours from ISO 8601 durations of hours (rule `hours-duration`); words stay words; days and weeks are no workload. */
function workloadOf(node: SchemaNode, instances: readonly PathNode[], mapping: Mapping) {
  const statements: (LanguageMap | undefined)[] = [];
  const found: { hours: number; path: string; native: string }[] = [];
  const sources = [
    { node, path: '', property: 'timeRequired' },
    ...instances.map((instance) => ({ ...instance, property: 'courseWorkload' })),
    ...(instances.some((instance) => instance.node === node) ? [] : [{ node, path: '', property: 'courseWorkload' }]),
  ];
  for (const source of sources) {
    for (const tagged of texts(source.node, source.property)) {
      const text = tagged.text ?? '';
      const path = `${source.path}${source.property}`;
      const hours = parseHours(text);
      if (hours !== undefined && hours > 0) found.push({ hours, path, native: text });
      else if (hours === 0)
        mapping.log.warning('IMPLAUSIBLE_VALUE', path, 'A workload of no hours is not plausible.', text);
      else if (/^P[\dTYMWDHS.,]+$/i.test(text))
        mapping.log.warning('UNMAPPED_VALUE', path, 'Only hours are a workload; expected PTnH.', text);
      else statements.push(languageMapOf([tagged], mapping.language, plainText));
    }
  }
  const distinct = [...new Map(statements.map((map) => [JSON.stringify(map), map])).values()];
  return { hours: hoursOf(found), statement: joinLanguageMaps(distinct, '; ') };
}

/** The `timeRequired` of the offer, else what its instances say, as a range where they differ. */
function hoursOf(found: readonly { hours: number; path: string; native: string }[]): Hours | undefined {
  const own = found.filter(({ path }) => path === 'timeRequired');
  const used = own.length > 0 ? own : found;
  const [first] = used;
  if (first === undefined) return undefined;
  const all = used.map(({ hours }) => hours);
  return {
    value: { min: Math.min(...all), max: Math.max(...all) },
    basis: 'derived',
    rule: 'hours-duration',
    path: first.path,
    native: [...new Set(used.map(({ native }) => native))].join(', ').slice(0, 500),
  };
}
