import type { Sourced } from '../../../domain/evidence.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { plainText } from '../../parse/text.js';
import { parseNumber } from '../../parse/values.js';
import type { XcriNode } from './xcri-cap.record.js';
import type { Credit, RelatedOffer, Subject } from './xcri-drafts.js';
import { identifiers, mainIdentifier } from './xcri-identity.js';
import { all, attribute, content, first, refinement } from './xcri-node.js';
import { readAddress } from './xcri-organisations.js';
import type { TextReader } from './xcri-text.js';

const ectsScheme = /(^|[^a-z])ects([^a-z]|$)|european credit transfer/i;
/** Frameworks of levels of the United Kingdom and Ireland; credit schemes such as CATS have no levels of their own. */
const nationalFramework = /^(SCQF|CQFW|FHEQ|RQF|QCF|NFQ)$/i;

/** `mlo:credit`, with what it says about ECTS and about national levels. */
export interface Credits {
  readonly credits: Credit[];
  readonly ects?: Sourced<number>;
  readonly nqfLevels: { framework: string; label: string }[];
}

/**
 * `mlo:credit` {scheme, level, value} (CWA 16077): ECTS only where the scheme says ECTS, every other scheme by its name,
 * none turned into another. The level is kept as written; it is one of a framework only where the scheme is one.
 */
export function readCredits(nodes: readonly XcriNode[], path: string, log: IssueLog): Credits {
  const credits: Credit[] = [];
  const nqfLevels: { framework: string; label: string }[] = [];
  const ects = new Set<number>();
  for (const node of nodes) {
    const scheme = content(first(node, 'scheme'));
    const level = content(first(node, 'level'));
    const text = content(first(node, 'value'));
    if (nationalFramework.test(scheme) && level !== '') nqfLevels.push({ framework: scheme, label: level });
    const value = readCreditValue(scheme, text, path, log);
    if (value === undefined) continue;
    const isEcts = ectsScheme.test(scheme);
    if (isEcts) ects.add(value);
    const system = isEcts ? (vocabulary('credit-system').find('ects')?.iri ?? scheme) : scheme;
    credits.push(level === '' ? { system, value } : { system, value, level });
  }
  const [only, other] = ects;
  if (other !== undefined)
    log.warning(
      'IMPLAUSIBLE_VALUE',
      path,
      'The course has several different numbers of ECTS credits.',
      [...ects].join(', '),
    );
  return only === undefined || other !== undefined
    ? { credits, nqfLevels }
    : { credits, nqfLevels, ects: { value: only, basis: 'stated', path: `${path}/credit:value` } };
}

function readCreditValue(scheme: string, text: string, path: string, log: IssueLog): number | undefined {
  if (scheme === '' && text === '') return undefined;
  const value = parseNumber(text);
  if (scheme === '')
    log.warning('MISSING_REQUIRED', `${path}/credit:scheme`, 'Credits without a scheme cannot be told.', text);
  else if (text === '') log.warning('MISSING_REQUIRED', `${path}/credit:value`, 'Credits without a value.', scheme);
  else if (value === undefined || value < 0)
    log.warning('INVALID_NUMBER', `${path}/credit:value`, 'Not a number of credits.', text);
  else if (ectsScheme.test(scheme) && value > 360)
    log.warning(
      'IMPLAUSIBLE_VALUE',
      `${path}/credit:value`,
      'More than 360 ECTS credits; is this another scheme?',
      text,
    );
  else return value;
  return undefined;
}

/** Levels of the qualifications and of the course. */
export interface Levels {
  readonly educationLevels: { scheme?: string; code: string }[];
  readonly eqfLevel?: Sourced<number>;
}

/**
 * `dcterms:educationLevel` of the qualifications (1.1: `level`) and `mlo:level`, as written. The standard's own example,
 * the IRI `http://purl.org/net/cm/terms/EQF#4`, states EQF level 4; so does an IRI of the EU list. No other level number
 * is ever read as an EQF level.
 */
export function readLevels(course: XcriNode, qualifications: readonly XcriNode[], log: IssueLog): Levels {
  const nodes = [...qualifications.flatMap((node) => all(node, 'educationLevel', 'level')), ...all(course, 'level')];
  const found = new Map<string, { scheme?: string; code: string }>();
  const eqf = new Map<number, string>();
  for (const node of nodes) {
    const code = content(node) || (attribute(node, 'identifier') ?? '');
    if (code === '') continue;
    const scheme = refinement(node);
    found.set(`${scheme ?? ''} ${code}`, scheme === undefined ? { code } : { scheme, code });
    const level = eqfOf(attribute(node, 'identifier') ?? '') ?? eqfOf(code);
    if (level !== undefined) eqf.set(level, code);
  }
  const educationLevels = [...found.values()];
  const path = 'course/mlo:qualification/dcterms:educationLevel';
  const [only, other] = eqf;
  if (other !== undefined)
    log.warning(
      'IMPLAUSIBLE_VALUE',
      path,
      'The qualifications of the course have different EQF levels.',
      [...eqf.values()].join(', '),
    );
  if (only === undefined || other !== undefined) return { educationLevels };
  return { educationLevels, eqfLevel: { value: only[0], basis: 'stated', path, native: only[1].slice(0, 500) } };
}

function eqfOf(text: string): number | undefined {
  const [, level] = /^https?:\/\/purl\.org\/net\/cm\/terms\/EQF#([1-8])$/i.exec(text) ?? [];
  if (level !== undefined) return Number(level);
  return /^https?:/i.test(text) ? Number(vocabulary('eqf').find(text)?.code) || undefined : undefined;
}

/** `dc:subject`: ISCED-F only as an IRI of the EU list; LDCS, JACS, learndirect and free key words as they are. */
export function readSubjects(nodes: readonly XcriNode[], path: string, texts: TextReader) {
  const fields = new Map<string, Sourced<string>>();
  const subjects = new Map<string, Subject>();
  for (const node of nodes) {
    const code = attribute(node, 'identifier');
    const label = plainText(node.text);
    const isced = [code, label].flatMap((key) =>
      key !== undefined && /^https?:/.test(key) ? (vocabulary('isced-f').find(key) ?? []) : [],
    )[0];
    if (isced !== undefined && isced.placeholder !== true) {
      fields.set(isced.iri, { value: isced.iri, basis: 'stated', path });
      continue;
    }
    if (label === '' && code === undefined) continue;
    if (texts.isPlaceholder(code ?? label, path)) continue;
    const scheme = refinement(node);
    const language = texts.language(node);
    const subject: Subject = {
      ...(scheme === undefined ? {} : { scheme }),
      ...(code === undefined ? {} : { code }),
      ...(label === '' || label === code ? {} : { label, ...(language === 'und' ? {} : { language }) }),
    };
    subjects.set(JSON.stringify(subject), subject);
  }
  return { fields: [...fields.values()], subjects: [...subjects.values()] };
}

/** `dc:type`, a free text by the standard, counts as a kind only where it is an IRI of the EU list. */
export function readKinds(nodes: readonly XcriNode[], path: string): Sourced<string>[] {
  const keys = nodes.flatMap((node) => [attribute(node, 'identifier') ?? '', content(node)]);
  const iris = keys.flatMap((key) =>
    /^https?:/.test(key) ? (vocabulary('opportunity-type').find(key)?.iri ?? []) : [],
  );
  return [...new Set(iris)].map((value) => ({ value, basis: 'stated', path }));
}

/** `dc:type` in words (`Diploma Level 2`), as a subject of that scheme; IRIs are kinds. */
export function readTypes(nodes: readonly XcriNode[], texts: TextReader): Subject[] {
  const types = readSubjects(
    nodes.filter((node) => readKinds([node], 'course/dc:type').length === 0),
    'course/dc:type',
    texts,
  ).subjects;
  return types.map(({ scheme: _scheme, ...type }) => ({ scheme: 'dc:type', ...type }));
}

/** `learningOutcome`; one that only repeats the title is a placeholder. `mlo:objective` is an aim, not an outcome. */
export function readOutcomes(
  nodes: readonly XcriNode[],
  title: LanguageMap,
  texts: TextReader,
  log: IssueLog,
): { text: LanguageMap }[] {
  const titles = new Set(Object.values(title).map((text) => text.toLowerCase()));
  const outcomes = nodes.filter((node) => {
    const text = plainText(node.html ?? node.text);
    if (!titles.has(text.toLowerCase())) return true;
    log.warning('PLACEHOLDER_VALUE', 'course/learningOutcome', 'The learning outcome only repeats the title.', text);
    return false;
  });
  return texts.proseList(outcomes, 'course').map((text) => ({ text }));
}

/** `mlo:hasPart`, `mlo:isPartOf` (EN 15982): a course inside, an address, or the identifier of one. */
export function readRelated(
  nodes: readonly XcriNode[],
  path: string,
  texts: TextReader,
  log: IssueLog,
): RelatedOffer[] {
  return nodes.flatMap((node) => {
    const part = first(node, 'course') ?? node;
    const id = part.children.length > 0 ? mainIdentifier(identifiers(part)) : content(node) || attribute(node, 'ref');
    const title = texts.names(all(part, 'title'));
    const url = readAddress(first(part, 'url'), `${path}/mlo:url`, log);
    if (id === undefined && title === undefined && url === undefined) return [];
    return [{ ...(id ? { nativeId: id } : {}), ...(title ? { title } : {}), ...(url ? { url } : {}) }];
  });
}
