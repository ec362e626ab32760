import { z } from 'zod';

const place = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/);
const places = z.union([place.transform((one) => [one]), z.array(place).min(1)]);
const parameterName = z.string().min(1);
const sized = {
  sizeParameter: parameterName.optional().describe('Query parameter that asks for a number of records per page.'),
  size: z.int().positive().optional().describe('Value of the sizeParameter.'),
};

/** How the address of the next page is found. */
const paging = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('number'),
    parameter: parameterName.default('page').describe('Query parameter with the number of the page.'),
    first: z
      .union([z.literal(0), z.literal(1)])
      .default(1)
      .describe('Number of the first page.'),
    ...sized,
  }),
  z.strictObject({
    by: z.literal('offset'),
    parameter: parameterName.default('offset').describe('Query parameter with the number of records to pass over.'),
    ...sized,
    shortPageEnds: z
      .boolean()
      .default(false)
      .describe('A page shorter than the first is the last; otherwise an empty page is, where nothing else tells.'),
  }),
  z.strictObject({
    by: z.literal('cursor'),
    parameter: parameterName.describe('Query parameter that takes the token of the next page.'),
    from: places.describe('Where the body has the token (`meta.next_cursor`); none, or null, on the last page.'),
    ...sized,
  }),
  z.strictObject({
    by: z.literal('link'),
    from: places
      .default(['links.next', 'next', '_links.next'])
      .describe('Where the body has the address of the next page: a text, or an object with `href`.'),
    ...sized,
  }),
  z.strictObject({
    by: z.literal('header').describe('Link header with rel="next" (RFC 8288).'),
    ...sized,
  }),
]);
export type PagingOptions = z.output<typeof paging>;

const parameters = z.record(z.string(), z.string());
const arrayName = z.string().regex(/^\w+$/);

/** One list of an API. */
const resource = z.strictObject({
  path: z.string().describe('Path after the location.'),
  as: arrayName.optional().describe('Name of its array in a bundle.'),
  parameters: parameters.optional().describe('Query parameters of this list only.'),
  single: z.boolean().default(false).describe('It is one record where others have the array of them, and one page.'),
  optional: z.boolean().default(false).describe('The API may lack it (status 404, 405 or 501).'),
  insteadOf: arrayName
    .optional()
    .describe('Read only where the list of this name, which is optional, is not there; for bundles.'),
  each: z
    .strictObject({
      path: z.string().includes('{id}').describe('Path after the location, with {id} for the id of each record.'),
      id: place.describe('Property of the records that is their id.'),
      as: arrayName,
      refer: place.optional().describe('Where a record of the inner list gets that id, if nothing is there.'),
      parameters: parameters.optional(),
    })
    .optional()
    .describe('A list that every record of this one has (offerings of a course); for bundles.'),
});
export type PagedResource = z.output<typeof resource>;

export const pagesPresetNames = [
  ...(['ooapi-v5', 'ooapi-v6', 'moochub', 'open-edx', 'emil', 'occapi', 'edu-api', 'json-api'] as const),
] as const;

/** A REST API that gives its records page by page; the location is its base address. */
export const pagesOptions = z
  .strictObject({
    type: z.literal('pages').describe('Reads a REST API page by page; the location is its address.'),
    preset: z
      .enum(pagesPresetNames)
      .optional()
      .describe('Settings of a known API; the others here replace parts of them.'),
    paging: paging.optional(),
    body: z
      .enum(['json', 'opaque'])
      .optional()
      .describe(
        'What pages are; of other than JSON nothing is known, so their paging must be by header. Default json.',
      ),
    items: z
      .union([places, z.literal('').transform((): string[] => [])])
      .optional()
      .describe(
        'Where a page has the array of its records; one of the usual places when absent. A bare array needs none.',
      ),
    total: z
      .union([places, z.literal(false)])
      .optional()
      .describe('Where a page says how many records there are in all; looked for when absent, ignored when false.'),
    totalPages: places.optional().describe('Where a page says how many pages there are.'),
    hasNext: places.optional().describe('Where a page says, true or false, whether another one follows.'),
    resources: z
      .array(resource)
      .min(1)
      .optional()
      .describe('Lists below the location; the location itself when absent.'),
    bundle: z
      .boolean()
      .optional()
      .describe(
        'Puts all lists into one document, `{"courses": […], "programs": […]}`, for formats that need them together.',
      ),
    changes: z
      .union([
        z.literal(false),
        z.strictObject({
          parameter: parameterName.describe(
            'Query parameter that takes the instant (`updatedSince`, `modifiedAfter`).',
          ),
          id: places.describe('Where a record has its id (`id`, `content.identifier`).'),
          zone: z
            .enum(['utc', 'none'])
            .optional()
            .describe('Whether the instant is in UTC, with a Z (default), or a local time without a zone.'),
        }),
      ])
      .optional()
      .describe(
        'Asks only for what is new, changed or marked as deleted since the last run, and puts it into the feed that was kept of that run; for bundles of an API that is known to tell deletions. False where the preset would.',
      ),
    parameters: parameters.optional().describe('Query parameters of all first pages.'),
    accept: z.string().optional().describe('Accept header, where the source has none of its own.'),
    emptyPages: z.boolean().optional().describe('A page without records may be followed by others. Default false.'),
    maxPages: z.int().positive().default(10_000).describe('Pages of one list; more of them fail the source.'),
  })
  .refine(({ preset, paging }) => preset !== undefined || paging !== undefined, {
    message: 'needs a preset or paging',
    path: ['paging'],
  })
  .refine(({ body, paging }) => body !== 'opaque' || paging?.by === 'header', {
    message: 'pages that are not JSON can only be paged by header',
    path: ['body'],
  })
  .refine(({ bundle, resources = [] }) => bundle !== true || resources.every((each) => each.as !== undefined), {
    message: 'each list of a bundle needs a name (as)',
    path: ['resources'],
  });
export type PagesOptions = z.output<typeof pagesOptions>;
