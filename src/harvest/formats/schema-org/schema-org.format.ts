import type { Format } from '../../format.js';
import { nativeIdOf } from './schema-org.identity.js';
import { mapSchemaOrg } from './schema-org.mapper.js';
import { readOffers } from './schema-org.reader.js';
import { schemaOrgRecord } from './schema-org.record.js';

/**
 * schema.org `Course`, `CourseInstance` and `EducationalOccupationalProgram` as JSON-LD: in a JSON document, in JSON
 * Lines, or in the `<script type="application/ld+json">` blocks of HTML pages, whose microdata and RDFa are read too.
 */
export const schemaOrg: Format = {
  id: 'schema-org',
  title: 'schema.org Course in JSON-LD, microdata and RDFa (schema.org 30.0)',
  version: 3,
  sniff: (head) => {
    if (/^\ufeff?\s*</.test(head)) return /^\ufeff?\s*(<!doctype html|<html)/i.test(head) || jsonLdScript.test(head);
    return /"@(type|context|graph)"/.test(head) && /\bschema\.org\b/i.test(head) && offerType.test(head);
  },
  read: readOffers,
  map: mapSchemaOrg,
  nativeId: (data) => {
    const record = schemaOrgRecord.safeParse(data).data;
    return record !== undefined && 'node' in record ? nativeIdOf(record.node, record.page) : undefined;
  },
};

const jsonLdScript = /<script[^>]*\bapplication\/ld\+json\b/i;
const offerType = /["/:](?:Course|CourseInstance|EducationalOccupationalProgram|WorkBasedProgram)"/;
