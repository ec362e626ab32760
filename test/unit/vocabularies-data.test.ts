import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type VocabularyId, vocabulary, vocabularyIds } from '../../src/domain/vocabularies/vocabulary.js';
import { readVocabularyFile } from '../../src/domain/vocabularies/vocabulary-file.js';

const languageTag = z.string().regex(/^[a-z]{2,3}$/);
const label = z
  .string()
  .min(1)
  .refine((text) => text === text.trim() && !/\s{2}|[\n\r\t]/.test(text), 'stray white space');

const concept = z.strictObject({
  iri: z.url({ protocol: /^https?$/ }).refine((iri) => !/\s/.test(iri)),
  code: z.string().min(1),
  notation: z.string().min(1).optional(),
  labels: z.record(languageTag, label),
  broader: z.string().optional(),
  aliases: z.array(z.string().min(2)).optional(),
  related: z.partialRecord(z.enum(vocabularyIds), z.string()).optional(),
  placeholder: z.literal(true).optional(),
  notInLoqXsd: z.literal(true).optional(),
});

const vocabularyFile = z.strictObject({
  id: z.enum(vocabularyIds),
  scheme: z.url(),
  version: z.string().min(1),
  source: z.string().min(1),
  licence: z.string().min(1),
  families: z.array(z.url()).optional(),
  labelsAddedByLotse: z.record(languageTag, z.union([z.literal('all'), z.array(z.string()).min(1)])).optional(),
  open: z.literal(true).optional(),
  concepts: z.array(concept).min(1),
});

const sizes: Readonly<Record<VocabularyId, number>> = {
  'accreditation-type': 6,
  'activity-type': 12,
  'annex1-element': 12,
  'assessment-type': 17,
  country: 253,
  'credential-kind': 8,
  'credit-system': 2,
  currency: 179,
  'entitlement-status': 2,
  'entitlement-type': 3,
  eqf: 8,
  'esco-skill': 4199,
  'isced-2011': 10,
  'isced-f': 220,
  language: 888,
  'learning-schedule': 3,
  'learning-setting': 2,
  'lifecycle-status': 4,
  mode: 7,
  nqf: 424,
  nuts: 2160,
  'offer-kind': 1,
  'opportunity-type': 13,
  'provider-type': 12,
  'qa-evidence': 3,
  'qf-ehea-cycle': 4,
  'recognition-option': 5,
  'skill-reuse-level': 4,
  'skill-type': 2,
  stackability: 2,
  supervision: 4,
  'target-group': 20,
};

test('there is one data file for each vocabulary id, and no other', () => {
  const directory = new URL('../../schema/vocabularies/', import.meta.url);
  const ids = readdirSync(directory).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
  expect(ids.sort()).toEqual([...vocabularyIds].sort());
});

describe.each(vocabularyIds)('%s', (id) => {
  const file = readVocabularyFile(id);

  test('its file has the documented shape and clean labels', () => {
    expect(vocabularyFile.safeParse(file).error?.issues ?? []).toEqual([]);
    expect(file.id).toBe(id);
  });

  test('codes and IRIs are unique and codes are safe in a filter or a URL', () => {
    const codes = file.concepts.map((each) => each.code);
    expect(new Set(codes.map((code) => code.toLowerCase())).size).toBe(codes.length);
    expect(new Set(file.concepts.map((each) => each.iri)).size).toBe(codes.length);
    const allowed = id === 'nqf' ? /^c_[0-9a-f]{8}$/ : /^[A-Za-z0-9-]+$/;
    expect(codes.filter((code) => !allowed.test(code))).toEqual([]);
  });

  test('every parent and every related code exists', () => {
    const codes = new Set(file.concepts.map((each) => each.code));
    const parents = file.concepts.flatMap((each) => each.broader ?? []);
    expect(parents.filter((parent) => !codes.has(parent))).toEqual([]);
    const related = file.concepts.flatMap((each) => Object.entries(each.related ?? {}));
    const unknown = related.filter(([other, code]) => {
      const target = vocabularyIds.find((candidate) => candidate === other);
      return target === undefined || vocabulary(target).find(code)?.code !== code;
    });
    expect(unknown).toEqual([]);
  });

  test('every IRI, code, notation and alias leads back to its own concept', () => {
    const { find } = vocabulary(id);
    const astray = file.concepts.flatMap((each) =>
      [each.iri, each.code, each.notation ?? each.code, ...(each.aliases ?? [])].filter(
        (key) => find(key)?.iri !== each.iri,
      ),
    );
    expect(astray).toEqual([]);
  });

  test('it holds as many concepts as its source', () => {
    expect(file.concepts).toHaveLength(sizes[id]);
  });
});
