import { z } from 'zod';

/** Text without lone surrogates, which JSON escapes can make and no id may have (they become U+FFFD). */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/**
 * A JSON-LD node after the reader has named its terms (JSON-LD 1.1 §3): schema.org terms stand without prefix,
 * `@id` is resolved, `@type` holds the schema.org types. Every other property is a value or an array of values: text,
 * number, boolean, `{ "@value", "@language" }`, or another node; schema.org lets publishers choose, so all are read.
 */
export const schemaNode = z.looseObject({
  '@id': z.string().min(1).transform(wellFormed).optional(),
  '@type': oneOrMany.default([]),
  '@language': z.string().optional().describe('Default language of the texts, from the JSON-LD context.'),
});
export interface SchemaNode {
  readonly '@id'?: string | undefined;
  readonly '@type': readonly string[];
  readonly '@language'?: string | undefined;
  readonly [property: string]: unknown;
}

/** An offer that the reader found, with the nodes that it refers to in place of the references. */
const offerRecord = z.object({
  node: schemaNode,
  page: z.string().optional().describe('Address of the page, when this is the only offer on it that has no address.'),
});

/** A block that names a course but is not JSON. */
const unreadableRecord = z.object({ unreadable: z.string(), excerpt: z.string() });

/** Raw record of the format. */
export const schemaOrgRecord = z.union([offerRecord, unreadableRecord]);
export type SchemaOrgRecord =
  | { readonly node: SchemaNode; readonly page?: string | undefined }
  | { readonly unreadable: string; readonly excerpt: string };

/** How schema.org classes enter the canonical model: what is offered, or a run of it. */
export type OfferKind = 'course' | 'programme' | 'instance';

/** Kind of offer that a node is; undefined for every other class. `Course` wins where a node is typed as both. */
export function offerKind(node: SchemaNode): OfferKind | undefined {
  const is = (...types: readonly string[]) => node['@type'].some((type) => types.includes(type));
  if (is('Course')) return 'course';
  if (is('EducationalOccupationalProgram', 'WorkBasedProgram')) return 'programme';
  return is('CourseInstance') ? 'instance' : undefined;
}
