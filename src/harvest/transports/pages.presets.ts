import type { PagedResource, PagesOptions, PagingOptions, pagesPresetNames } from './pages.options.js';

/** What is to be read, all options decided. */
export interface PagesPlan {
  readonly paging: PagingOptions;
  readonly opaque: boolean;
  /** Places of the array of records; empty for a bare array. */
  readonly items: readonly string[];
  /** Places of the total. */
  readonly total: readonly string[];
  /** Whether the total may decide that a page is the last, or is only compared in the end. */
  readonly totalDecides: boolean;
  readonly totalPages: readonly string[];
  readonly hasNext: readonly string[];
  readonly resources: readonly PagedResource[];
  readonly bundle: boolean;
  /** Names of optional lists of a bundle, one of which must be there. */
  readonly oneOf: readonly string[];
  /** How an API is asked for what changed, where it also tells what is deleted. */
  readonly changes: Exclude<PagesOptions['changes'], false>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accept: string;
  readonly emptyPages: boolean;
  readonly maxPages: number;
}

type Preset = Partial<Omit<PagesPlan, 'maxPages' | 'totalDecides' | 'opaque'>> & { readonly paging: PagingOptions };

const usualItems = ['items', 'data', 'results', 'content', 'records', 'value', 'hits', '_embedded.*'];
const usualTotals = ['total', 'totalElements', 'totalCount', 'totalItems', 'total_count', 'count'];
const everyUsualTotal = [
  ...usualTotals,
  ...['page', 'meta', 'meta.page', 'pagination', 'paging'].flatMap((parent) =>
    usualTotals.map((name) => `${parent}.${name}`),
  ),
];

/** A list, whose array in a bundle is named as the list is. */
const list = (path: string, more: Partial<PagedResource> = {}): PagedResource => ({
  path,
  as: path,
  single: false,
  optional: false,
  ...more,
});

/** Settings of known APIs, from their specifications; see the README of each format. */
const presets: Readonly<Record<(typeof pagesPresetNames)[number], Preset>> = {
  // `name`, the default order, is not stable while paging; offerings are the coming ones unless `since` says otherwise.
  'ooapi-v5': {
    paging: { by: 'number', parameter: 'pageNumber', first: 1, sizeParameter: 'pageSize', size: 250 },
    items: ['items'],
    hasNext: ['hasNextPage'],
    totalPages: ['totalPages'],
    bundle: true,
    oneOf: ['courses', 'programs'],
    resources: [
      list('organizations', { parameters: { sort: 'organizationId' }, optional: true }),
      list('education-specifications', { as: 'educationSpecifications', optional: true }),
      list('academic-sessions', {
        as: 'academicSessions',
        parameters: { sort: 'academicSessionId' },
        optional: true,
      }),
      list('courses', {
        optional: true,
        parameters: { sort: 'courseId' },
        each: {
          ...{ path: 'courses/{id}/offerings', id: 'courseId', as: 'courseOfferings', refer: 'course' },
          parameters: { sort: 'offeringId' },
        },
      }),
      list('programs', {
        optional: true,
        parameters: { sort: 'programId' },
        each: {
          ...{ path: 'programs/{id}/offerings', id: 'programId', as: 'programOfferings', refer: 'program' },
          parameters: { sort: 'offeringId' },
        },
      }),
    ],
  },
  'ooapi-v6': {
    paging: { by: 'number', parameter: 'pageNumber', first: 1, sizeParameter: 'pageSize', size: 250 },
    items: ['items'],
    hasNext: ['hasNextPage'],
    totalPages: ['totalPages'],
    bundle: true,
    oneOf: ['courses', 'programmes'],
    resources: [
      list('organisations', { optional: true }),
      list('learning-outcomes', { as: 'learningOutcomes', optional: true }),
      list('academic-sessions', { as: 'academicSessions', optional: true }),
      list('courses', {
        optional: true,
        each: { path: 'courses/{id}/course-offerings', id: 'courseId', as: 'courseOfferings', refer: 'courseId' },
      }),
      list('programmes', {
        optional: true,
        each: {
          ...{ path: 'programmes/{id}/programme-offerings', id: 'programmeId' },
          ...{ as: 'programmeOfferings', refer: 'programmeId' },
        },
      }),
    ],
  },
  moochub: {
    paging: { by: 'link', from: ['links.next'] },
    items: ['data'],
    // Servers take everything after `moochub-version=` for the version, so it comes last.
    accept: 'application/json; q=0.8, application/vnd.api+json; q=0.9, application/vnd.api+json; moochub-version=3',
  },
  'open-edx': {
    // Its pages have `limit` records where no `page` is asked for; `page_size` says nothing then.
    paging: { by: 'link', from: ['next'], sizeParameter: 'limit', size: 100 },
    items: ['results'],
    total: ['count'],
    resources: [list('courses/'), list('programs/', { optional: true })],
  },
  emil: {
    paging: { by: 'number', parameter: 'page', first: 0, sizeParameter: 'size', size: 2000 },
    items: ['educationInfos', 'educationEvents', 'educationProviders', ...usualItems],
    total: ['page.totalElements', 'totalElements'],
    totalPages: ['page.totalPages', 'totalPages'],
    // "New, updated or removed at or after" a Swedish local time, says its specification.
    changes: { parameter: 'updatedSince', id: ['id', 'content.identifier', 'identifier'], zone: 'none' },
    bundle: true,
    resources: [list('educationProviders'), list('educationEvents'), list('educationInfos')],
  },
  occapi: {
    paging: { by: 'link', from: ['links.next'] },
    items: ['data'],
    accept: 'application/vnd.api+json, application/json; q=0.9',
    bundle: true,
    oneOf: ['programme', 'course'],
    resources: [
      list('', { as: 'hei', single: true }),
      list('programme', { optional: true }),
      list('course', {
        optional: true,
        each: { path: 'course/{id}/instance', id: 'id', as: 'instance', refer: 'relationships.course.data.id' },
      }),
    ],
  },
  'edu-api': {
    paging: { by: 'offset', parameter: 'offset', sizeParameter: 'limit', size: 500, shortPageEnds: true },
    items: [],
    bundle: true,
    resources: [
      list('organizations', { optional: true }),
      list('academicSessions', { optional: true }),
      list('courseTemplates', { optional: true }),
      // The names that QualityLink's Data Exchange specification gives to both.
      list('courses', { insteadOf: 'courseTemplates' }),
      list('courseOfferings', { optional: true }),
      list('collectionTemplates', { optional: true }),
      list('programs', { insteadOf: 'collectionTemplates', optional: true }),
      list('collectionOfferings', { optional: true }),
    ],
  },
  'json-api': {
    paging: { by: 'link', from: ['links.next'] },
    items: ['data'],
    accept: 'application/vnd.api+json, application/json; q=0.9',
  },
};

/** Puts the options of a source over those of its preset, and what is usual under both. */
export function planOf(options: PagesOptions): PagesPlan {
  const preset = options.preset === undefined ? undefined : presets[options.preset];
  const paging = options.paging ?? preset?.paging ?? { by: 'header' };
  const total = options.total ?? preset?.total;
  return {
    paging,
    opaque: options.body === 'opaque',
    items: options.items ?? preset?.items ?? usualItems,
    total: total === false ? [] : (total ?? everyUsualTotal),
    totalDecides: total !== undefined && total !== false,
    totalPages: options.totalPages ?? preset?.totalPages ?? [],
    hasNext: options.hasNext ?? preset?.hasNext ?? [],
    resources: options.resources ?? preset?.resources ?? [list('', { as: 'items' })],
    bundle: options.bundle ?? preset?.bundle ?? false,
    oneOf: (options.resources === undefined ? preset?.oneOf : undefined) ?? [],
    changes: options.changes === false ? undefined : (options.changes ?? preset?.changes),
    parameters: { ...preset?.parameters, ...options.parameters },
    accept: options.accept ?? preset?.accept ?? (options.body === 'opaque' ? '*/*' : 'application/json, */*; q=0.5'),
    emptyPages: options.emptyPages ?? preset?.emptyPages ?? false,
    maxPages: options.maxPages,
  };
}
