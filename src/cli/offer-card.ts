import { annex1States, mandatoryElements } from '../domain/annex1.js';
import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { type LanguageMap, pickText } from '../domain/multilingual.js';
import type { Run } from '../domain/run.js';
import { type VocabularyId, vocabulary } from '../domain/vocabularies/vocabulary.js';
import { cleanText } from './clean-text.js';

/** Characters of a text that a card shows. */
const shownText = 160;

/** Runs that a card shows. */
const shownRuns = 3;

/**
 * An offer as lines for a person: what is known of it, what of the mandatory Annex I elements is missing, and what was
 * wrong with the record. Only what the record holds is shown; derived values say so.
 */
export function offerCard(offer: LearningOpportunity, issues: readonly Issue[]): string[] {
  const say = (label: string, ...parts: readonly (string | undefined)[]): string[] => {
    const text = parts.filter((part) => part !== undefined && part !== '').join('; ');
    return text === '' ? [] : [`  ${label.padEnd(10)} ${cleanText(text)}`];
  };
  const basis = (value: { readonly basis: string; readonly rule?: string | undefined } | undefined) =>
    value === undefined || value.basis === 'stated'
      ? ''
      : ` (${value.basis}${value.rule === undefined ? '' : `: ${value.rule}`})`;
  const names = (id: VocabularyId, concepts: readonly { readonly value: string; readonly basis: string }[]) =>
    concepts.map((concept) => `${nameOf(id, concept.value)}${basis(concept)}`).join(', ');
  const { eqfLevel, ects, workloadHours, provenance } = offer;
  const missing = mandatoryElements.filter((element) => annex1States(offer)[element] === 'absent');
  return [
    cleanText(textOf(offer.title)),
    ...say('id', provenance.record, `${provenance.format}, record ${provenance.position}`),
    ...say(
      'kind',
      names('opportunity-type', offer.kinds),
      offer.microCredential?.value === true ? 'micro-credential' : '',
    ),
    ...say('provider', ...offer.providers.map(({ names: all }) => textOf(all))),
    ...say('level', eqfLevel === undefined ? '' : `EQF ${eqfLevel.value}${basis(eqfLevel)}`),
    ...say(
      'workload',
      ects === undefined ? '' : `${ects.value} ECTS${basis(ects)}`,
      workloadHours === undefined
        ? ''
        : `${workloadHours.value.min}–${workloadHours.value.max} h${basis(workloadHours)}`,
    ),
    ...say('language', names('language', offer.languages)),
    ...say('mode', names('mode', offer.modes)),
    ...say(
      'outcomes',
      ...offer.learningOutcomes.slice(0, 3).map(({ text }) => (text === undefined ? '' : short(textOf(text)))),
    ),
    ...say('text', offer.description === undefined ? '' : short(textOf(offer.description))),
    ...offer.runs.slice(0, shownRuns).flatMap((run) => say('run', runText(run))),
    ...(offer.runs.length > shownRuns ? say('', `and ${offer.runs.length - shownRuns} more runs`) : []),
    ...say('page', ...offer.homepages.map(({ url }) => url)),
    ...say('missing', missing.join(', ')),
    ...issues.flatMap(({ code, path, message }) => say('issue', `${code} ${path}: ${message}`)),
  ];
}

function runText({ period, places, prices, modes, free, state }: Run): string {
  const dates = period === undefined ? '' : [period.start, period.end].filter(Boolean).join(' to ');
  const where = places.map(({ name, city }) => [name, city].filter(Boolean).join(', ')).join(' / ');
  const price = prices
    .map(({ amount, currency, text }) =>
      amount === undefined
        ? textOf(text ?? {})
        : `${amount} ${currency === undefined ? '' : codeOf('currency', currency)}`,
    )
    .join(' / ');
  const how = modes.map(({ value }) => nameOf('mode', value)).join(', ');
  const cost = free?.value === true ? 'free' : price;
  return [dates, where, how, cost, state === 'unknown' ? '' : state].filter((part) => part.trim() !== '').join('; ');
}

function nameOf(id: VocabularyId, iri: string): string {
  const code = codeOf(id, iri);
  return vocabulary(id).label(code, 'en')?.text ?? code;
}

function codeOf(id: VocabularyId, iri: string): string {
  return vocabulary(id).find(iri)?.code ?? iri;
}

function textOf(map: LanguageMap): string {
  const found = pickText(map, 'en');
  if (found === undefined) return '';
  return `${found.text}${found.language === 'und' ? '' : ` [${found.language}]`}`;
}

/** Without markup, and cut. */
function short(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > shownText ? `${plain.slice(0, shownText)}…` : plain;
}
