import type { Organisation } from '../organisation.js';

const uuid = /^(?:urn:uuid:|ce-)?([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i;
const doi = /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)(10\.\d{4,9}\/\S+)$/i;
const oid = /^(?:urn:oid:)?([0-2](?:\.\d+){5,})$/;
/** Not those that are counted anew in every document (Europass), or are no names at all (RFC 6963). */
const urn = /^urn:(?!uuid:|oid:|epass:|example:)[a-z0-9][a-z0-9-]{0,31}:\S{4,}$/i;

/** An identifier in one spelling, where it is unique in the world; local codes are not. */
export function globalId(value: string): string | undefined {
  const text = value.trim();
  const inner = uuid.exec(text)?.[1]?.toLowerCase() ?? doi.exec(text)?.[1]?.toLowerCase() ?? oid.exec(text)?.[1];
  if (inner !== undefined) return inner;
  return /^did:[a-z0-9]+:\S+$/.test(text) || urn.test(text) ? text : undefined;
}

/** Registers of organisations in which a number is given once (ROR, DEQAR, ETER, SCHAC, national ones and the like). */
const registers: readonly (readonly [RegExp, string])[] = [
  [/deqarinst/i, 'deqarinst'],
  [/eter|orgreg/i, 'eter'],
  [/schac/i, 'schac'],
  [/erasmus.*charter/i, 'erasmus-charter'],
  [/erasmus/i, 'erasmus'],
  [/eu-?pic|^pic$/i, 'eu-pic'],
  [/vat/i, 'vat'],
  [/whed/i, 'whed'],
  [/\bror\b/i, 'ror'],
  [/isni/i, 'isni'],
  [/brin/i, 'brin'],
  [/ukprn|kisinstitutioncode/i, 'ukprn'],
  [/siret/i, 'siret'],
  [/\buai\b/i, 'uai'],
  [/\boid\b/i, 'oid'],
];

/** Identifiers by which an organisation is the same everywhere, as `scheme:value`. */
export function registeredIds({ identifiers }: Pick<Organisation, 'identifiers'>): string[] {
  return identifiers.flatMap(({ scheme, value }) => {
    const global = globalId(value);
    const register = registers.find(([name]) => name.test(scheme ?? ''))?.[1];
    if (global !== undefined) return [`${oid.test(value) ? 'oid' : 'id'}:${global.toLowerCase()}`];
    return register === undefined ? [] : [`${register}:${value.trim().toLowerCase()}`];
  });
}
