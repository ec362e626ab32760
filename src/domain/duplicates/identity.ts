import { hash } from 'node:crypto';
import { parseCourseIdentifier } from '../course-identifier.js';
import { type EpochDay, lastDay } from '../days.js';
import type { LearningOpportunity } from '../learning-opportunity.js';
import { availability } from '../lifecycle.js';
import type { Organisation } from '../organisation.js';
import { canonicalUrl, idUrl, pageUrl } from './canonical-url.js';
import { type Facts, factsOf, isTelling } from './facts.js';
import { meritsOf } from './merits.js';
import { globalId, registeredIds } from './registers.js';
import { comparable, type Titles, titlesOf } from './titles.js';

/**
 * What two records have in common may be:
 * - `course`: a course identifier as QualityLink specifies it;
 * - `id`: an identifier that is unique in the world (UUID, DID, DOI, OID, URN, CTID);
 * - `address`: an address, as an identifier (`isId`, as in ELM) or a page;
 * - `code`: a code of the provider, together with a registered identifier of the provider;
 * - `description`: provider and title.
 */
export type MarkKind = 'course' | 'id' | 'address' | 'code' | 'description';

/** Something that records of one offer have in common. */
export interface Mark {
  readonly kind: MarkKind;
  /** Hash of kind and value, 16 hexadecimal digits: what records are looked up by. */
  readonly key: string;
  /** The value, to be shown. */
  readonly value: string;
  readonly isId?: boolean;
}

/** Of a record, what is needed to tell whether another one is the same offer, and which describes it better. */
export interface OfferIdentity {
  readonly id: string;
  readonly source: string;
  readonly marks: readonly Mark[];
  readonly titles: Titles;
  /** Registered identifiers of the providers, as `scheme:value`. */
  readonly providerIds: ReadonlySet<string>;
  /** Names of the providers for comparison, each with the country: `name|country`. */
  readonly providerNames: ReadonlySet<string>;
  /** Ids of the providers here. */
  readonly providers: readonly string[];
  readonly facts: Facts;
  /** How well it is described: compared number by number, higher is better. */
  readonly merits: readonly number[];
  /** Last day on which it is not over. */
  readonly until: EpochDay;
}

/** Most keys of one record; of more titles or providers the rest is left out. */
const mostKeys = 16;

function mark(kind: MarkKind, value: string, more: { readonly isId?: boolean } = {}): Mark {
  const key = hash('sha256', `${kind}\n${value}`).slice(0, 16);
  return { kind, key, value, ...more };
}

/** Identity of a record. Pure. */
export function identityOf(record: LearningOpportunity): OfferIdentity {
  const names = namesIn(record);
  const { windows, undated } = availability(record);
  return {
    ...{ id: record.id, source: record.source, ...names, marks: marksOf(record, names), facts: factsOf(record) },
    providers: [...new Set(record.providers.map(({ id }) => id))],
    merits: meritsOf(record),
    until: undated ? lastDay : Math.max(-1, ...windows.map(({ closes }) => closes)),
  };
}

/** The keys under which a record is looked up. Pure. */
export function keysOf(record: LearningOpportunity): string[] {
  return marksOf(record, namesIn(record)).map(({ key }) => key);
}

type Names = Pick<OfferIdentity, 'titles' | 'providerIds' | 'providerNames'>;

function namesIn(record: LearningOpportunity): Names {
  return {
    titles: titlesOf(record.title),
    providerIds: new Set(record.providers.flatMap(registeredIds)),
    providerNames: new Set(record.providers.flatMap(namesOf)),
  };
}

function marksOf(record: LearningOpportunity, { titles, providerIds, providerNames }: Names): Mark[] {
  const marks = [
    ...record.nativeIds.flatMap(({ value }) => idMarks(value)),
    ...record.homepages.flatMap(({ url }) => addressMarks(url, false)),
    ...codeMarks(record, providerIds),
    ...(isTelling(record) ? descriptionMarks(titles, [...providerIds, ...providerNames]) : []),
  ];
  const byKey = new Map<string, Mark>();
  for (const each of marks) if (!byKey.has(each.key)) byKey.set(each.key, each);
  return [...byKey.values()].slice(0, mostKeys);
}

function namesOf({ names, country, homepage }: Organisation): string[] {
  const home = homepage === undefined ? undefined : canonicalUrl(homepage);
  const site = home === undefined ? [] : [`site ${home}`];
  const [code] = country?.value.split('/').slice(-1) ?? [];
  if (code === undefined) return site;
  const texts = Object.values(names).map(comparable);
  return [...site, ...texts.filter((text) => text.length > 2).map((text) => `${text}|${code}`)];
}

function idMarks(value: string): Mark[] {
  const course = parseCourseIdentifier(value);
  if (course !== undefined) return [mark('course', `${course.domain}:${course.id}`)];
  const id = globalId(value);
  return id === undefined ? addressMarks(value, true) : [mark('id', id)];
}

function addressMarks(text: string, isId: boolean): Mark[] {
  const url = isId ? idUrl(text) : pageUrl(text);
  return url === undefined ? [] : [mark('address', url, { isId })];
}

/** Codes with a number in them, of three characters and more. */
function codeMarks({ nativeIds }: LearningOpportunity, providerIds: ReadonlySet<string>): Mark[] {
  const codes = nativeIds.map(({ value }) => value.trim().toUpperCase()).filter((value) => /^\S{3,40}$/.test(value));
  const local = codes.filter((code) => /\d/.test(code) && !/^urn:|:\/\//i.test(code) && globalId(code) === undefined);
  return local.flatMap((code) => [...providerIds].slice(0, 2).map((provider) => mark('code', `${provider} ${code}`)));
}

function descriptionMarks(titles: Titles, providers: readonly string[]): Mark[] {
  const texts = [...new Set(titles.values())].slice(0, 3);
  return texts.flatMap((title) => providers.slice(0, 4).map((provider) => mark('description', `${provider} ${title}`)));
}
