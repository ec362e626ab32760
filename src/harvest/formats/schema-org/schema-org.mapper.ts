import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { Run } from '../../../domain/run.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { readAddress } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { parseDate, parseInstant } from '../../parse/values.js';
import { isReference, valuesOf } from './schema-node.js';
import { credentialsOf } from './schema-org.credential.js';
import { offerClass } from './schema-org.crosswalk.js';
import { nativeIdOf, nativeIdsOf } from './schema-org.identity.js';
import { outcomesOf, prerequisitesOf, targetGroupsOf } from './schema-org.learning.js';
import { levelsOf } from './schema-org.level.js';
import { loadOf } from './schema-org.load.js';
import { languagesOf, modesOf } from './schema-org.mode.js';
import { organisationsOf } from './schema-org.organisation.js';
import { pricingOf } from './schema-org.price.js';
import { offerKind, type SchemaNode, schemaOrgRecord } from './schema-org.record.js';
import { grantsOf, type InstanceReading, readingOf, runKeys, runOf } from './schema-org.run.js';
import { subjectsOf } from './schema-org.subject.js';
import { addresses, languageMap, type Mapping, nodesOf, scalars, texts } from './schema-values.js';

/** Maps a `Course`, a `CourseInstance` that stands alone, or an `EducationalOccupationalProgram`. */
export function mapSchemaOrg(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const fail = (...issue: Parameters<IssueLog['error']>): Mapped => {
    log.error(...issue);
    return { issues: log.issues };
  };
  const parsed = schemaOrgRecord.safeParse(record.data);
  if (!parsed.success) return fail('UNSUPPORTED_RECORD', '', 'The record is not a JSON-LD node.', record.data);
  const { data } = parsed;
  if ('unreadable' in data)
    return fail(
      'INVALID_TEXT',
      'script',
      `The block names a course but is not JSON: ${data.unreadable}.`,
      data.excerpt,
    );
  const { node, page } = data;
  const kind = offerKind(node);
  if (kind === undefined) return fail('UNSUPPORTED_RECORD', '@type', 'The node is no course and no programme.', node);
  const nativeId = nativeIdOf(node, page);
  const title = languageMap(node, ['name'], plainText, { context, log, language: languageIn(node, context) });
  if (nativeId === undefined)
    return fail(
      'MISSING_ID',
      '@id',
      'The node has no @id, url or identifier to be known by.',
      Object.values(title ?? {})[0],
    );
  log.identify(nativeId);
  if (nativeId.length > 1000) return fail('INVALID_VALUE', '@id', 'The id is longer than 1,000 characters.', nativeId);
  if (title === undefined) return fail('MISSING_REQUIRED', 'name', 'The offer has no name in any language.');
  const mapping = { context, log, language: languageIn(node, context) };
  return { opportunity: opportunityOf(node, { nativeId, title, page }, record.position, mapping), issues: log.issues };
}

function opportunityOf(
  node: SchemaNode,
  { nativeId, title, page }: { nativeId: string; title: LanguageMap; page: string | undefined },
  position: number,
  mapping: Mapping,
): LearningOpportunityDraft {
  const { source, feed } = mapping.context;
  const id = opportunityId(source.id, nativeId);
  const instances = instancesOf(node, mapping);
  const runNodes = instances.filter((instance) => instance.node !== node);
  const ownMode = instances.find((instance) => instance.node === node)?.mode ?? modesOf(node, '', mapping);
  const modeReadings = [ownMode, ...runNodes.map(({ mode }) => mode)];
  const { fields, subjects } = subjectsOf([node, ...runNodes.map((run) => run.node)], title, mapping);
  const { credentials, microCredential, awardingBodies } = credentialsOf(node, mapping);
  return {
    id,
    source: source.id,
    nativeIds: nativeIdsOf(node, nativeId),
    title,
    description: languageMap(node, ['description', 'abstract'], cleanHtml, mapping),
    kinds: distinctConcepts([...classesOf(node, mapping), ...modeReadings.flatMap(({ kinds }) => kinds)]),
    microCredential,
    learningOutcomes: outcomesOf(node, title, mapping),
    ...loadOf(node, instances, mapping),
    ...levelsOf(node, mapping),
    fields,
    subjects,
    languages: instructionLanguages(node, instances, mapping),
    modes: distinctConcepts(modeReadings.flatMap(({ modes }) => modes)),
    schedules: distinctConcepts(modeReadings.flatMap(({ schedules }) => schedules)),
    prerequisites: prerequisitesOf(node, mapping),
    targetGroups: targetGroupsOf(node, mapping),
    awardingBodies,
    providers: providersOf(node, runNodes, mapping),
    stackability: stackabilityOf(node, mapping),
    credentials,
    homepages: homepagesOf(node, page, mapping, instances),
    runs: runsOf(node, instances, id, mapping),
    licence: licenceOf(node),
    modifiedAtSource: modifiedOf(node, mapping),
    provenance: { format: 'schema-org', feed: feed.uri, record: nativeId, position },
  };
}

function languageIn(node: SchemaNode, { source }: MapContext): string {
  return node['@language'] ?? source.language;
}

/**
 * `hasCourseInstance`. A `CourseInstance` that stands alone is its own instance, and so is an offer without instances:
 * programmes state dates and prices themselves, and courses at least prices.
 */
function instancesOf(node: SchemaNode, mapping: Mapping): InstanceReading[] {
  const unresolved = (value: unknown): void => {
    const message = 'The feed does not have the instance that the course refers to.';
    mapping.log.warning('UNRESOLVED_REFERENCE', 'hasCourseInstance', message, value);
  };
  for (const value of scalars(node, 'hasCourseInstance')) unresolved(value);
  const nested = nodesOf(node, 'hasCourseInstance').flatMap((instance, index) => {
    const path = `hasCourseInstance[${index}].`;
    if (!isReference(instance)) return [readingOf(instance, path, modesOf(instance, path, mapping), mapping)];
    if (instance['@id'] !== undefined) unresolved(instance['@id']);
    return [];
  });
  const isInstance = node['@type'].includes('CourseInstance');
  return nested.length > 0 && !isInstance
    ? nested
    : [readingOf(node, '', modesOf(node, '', mapping), mapping), ...nested];
}

function classesOf(node: SchemaNode, { log }: Mapping) {
  const known = node['@type'].filter((type) => Object.hasOwn(offerClass.rows, type.toLowerCase()));
  return known.map((type) => crosswalkConcept(offerClass, type, '@type', log));
}

/** `inLanguage` of the instances; that of the course where an instance does not say; and `availableLanguage`. */
function instructionLanguages(node: SchemaNode, instances: readonly InstanceReading[], mapping: Mapping) {
  const allSay = instances.every((instance) => instance.node !== node && instance.languages.length > 0);
  const self = instances.find((instance) => instance.node === node);
  const own = allSay ? [] : (self?.languages ?? languagesOf(node, 'inLanguage', '', mapping));
  return distinctConcepts([
    ...instances.flatMap(({ languages }) => languages),
    ...own,
    ...languagesOf(node, 'availableLanguage', '', mapping),
  ]);
}

/** `provider`; else `organizer`, of the offer or its instances; else who sells it. */
function providersOf(node: SchemaNode, runs: readonly InstanceReading[], mapping: Mapping): Organisation[] {
  const distinct = (organisations: readonly Organisation[]) => [
    ...new Map(organisations.map((organisation) => [organisation.id, organisation])).values(),
  ];
  const places = [{ node, path: '' }, ...runs];
  const inPlaces = (property: string) =>
    distinct(places.flatMap((place) => organisationsOf(place.node, property, `${place.path}${property}`, mapping)));
  const own = inPlaces('provider');
  if (own.length > 0) return own;
  const organisers = inPlaces('organizer');
  if (organisers.length > 0) return organisers;
  const offers = places.flatMap((place) => nodesOf(place.node, 'offers').map((offer) => ({ offer, path: place.path })));
  return distinct(
    offers.flatMap(({ offer, path }) =>
      ['seller', 'offeredBy'].flatMap((property) =>
        organisationsOf(offer, property, `${path}offers.${property}`, mapping),
      ),
    ),
  );
}

/** `hasCourse` and `hasPart`, `isPartOf`: courses and programmes only, other parts are material. */
function stackabilityOf(node: SchemaNode, mapping: Mapping): LearningOpportunityDraft['stackability'] {
  const related = (property: string, onlyOffers: boolean) =>
    nodesOf(node, property).flatMap((other) => {
      if (onlyOffers && offerKind(other) === undefined) return [];
      const nativeId = nativeIdOf(other);
      const title = languageMap(other, ['name'], plainText, mapping);
      const id = nativeId === undefined ? undefined : opportunityId(mapping.context.source.id, nativeId);
      return id === undefined && title === undefined ? [] : [{ id, title }];
    });
  const hasPart = [...related('hasCourse', false), ...related('hasPart', true)];
  const isPartOf = related('isPartOf', true);
  return hasPart.length === 0 && isPartOf.length === 0 ? undefined : { hasPart, isPartOf, leadsTo: [] };
}

/** `url`, else the page that the offer is alone on, else those of its instances. An `@id` identifies, and need not lead anywhere. */
function homepagesOf(
  node: SchemaNode,
  page: string | undefined,
  { log }: Mapping,
  instances: readonly InstanceReading[],
) {
  const written = addresses(node, 'url');
  const found = written.flatMap((address) => readAddress(address, 'url', log) ?? []);
  const ofInstances = () =>
    instances.flatMap(({ node: instance, path }) =>
      addresses(instance, 'url').flatMap((address) => readAddress(address, `${path}url`, log) ?? []),
    );
  const all = written.length > 0 ? found : page !== undefined ? [page] : ofInstances();
  return [...new Set(all)].map((url) => ({ url }));
}

function runsOf(node: SchemaNode, instances: readonly InstanceReading[], id: string, mapping: Mapping): Run[] {
  const defaults = { pricing: pricingOf(node, '', mapping), grants: grantsOf(node, mapping) };
  const distinct = [...new Map(instances.map((instance) => [JSON.stringify(instance.node), instance])).values()];
  const keys = runKeys(node, distinct);
  return distinct.flatMap((instance, index) => runOf(instance, id, keys[index] ?? {}, defaults, mapping) ?? []);
}

/** `license`: address or text, or the name or address of a `CreativeWork`. */
function licenceOf(node: SchemaNode): string | undefined {
  const [licence] = [...addresses(node, 'license'), ...texts(node, 'license').flatMap(({ text }) => text ?? [])];
  const text = plainText(licence ?? '');
  return text === '' || text.length > 500 ? undefined : text;
}

/** `dateModified`; a date counts from its first moment. */
function modifiedOf(node: SchemaNode, { context, log }: Mapping): string | undefined {
  const text = valuesOf(node, 'dateModified').length === 0 ? undefined : scalars(node, 'dateModified')[0];
  if (text === undefined) return undefined;
  const { timezone } = context.source;
  const day = parseDate(text, { timezone });
  const instant =
    parseInstant(text, { timezone }) ??
    (day?.precision === 'day' ? parseInstant(`${day.date}T00:00:00`, { timezone }) : undefined);
  if (instant === undefined)
    log.warning('INVALID_DATE', 'dateModified', 'The text is not a date; expected ISO 8601.', text);
  return instant;
}
