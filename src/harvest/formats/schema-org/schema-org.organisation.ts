import { organisationId } from '../../../domain/identifiers.js';
import type { Organisation } from '../../../domain/organisation.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { isAbsolute } from './json-ld-context.js';
import { isReference } from './schema-node.js';
import { organisationClass } from './schema-org.crosswalk.js';
import { identifiersOf } from './schema-org.identity.js';
import type { SchemaNode } from './schema-org.record.js';
import { addresses, codeOrEnglishName, languageMap, type Mapping, nodesOf, scalars } from './schema-values.js';

/**
 * Organisations of a property (`provider`, `organizer`, `seller`), each once. Persons are left out: they are no
 * providers in the model, and the names of people are not harvested.
 */
export function organisationsOf(node: SchemaNode, property: string, path: string, mapping: Mapping): Organisation[] {
  const named = scalars(node, property).flatMap((name) => organisationByName(name, path, mapping) ?? []);
  const described = nodesOf(node, property).flatMap((inner) => organisationOf(inner, path, mapping) ?? []);
  return [...new Map([...named, ...described].map((organisation) => [organisation.id, organisation])).values()];
}

function organisationOf(node: SchemaNode, path: string, mapping: Mapping): Organisation | undefined {
  const { context, log } = mapping;
  if (node['@type'].includes('Person')) return undefined;
  if (isReference(node) && node['@id'] !== undefined) {
    log.warning('UNRESOLVED_REFERENCE', path, 'The feed does not describe the organisation of this id.', node['@id']);
    return undefined;
  }
  const names = languageMap(node, ['name', 'legalName'], plainText, mapping);
  if (names === undefined) {
    log.warning('MISSING_REQUIRED', `${path}.name`, 'The organisation has no name and cannot be shown.');
    return undefined;
  }
  const [address] = nodesOf(node, 'address');
  const country = address === undefined ? undefined : addressCountry(address);
  const city = plainText(address === undefined ? '' : (scalars(address, 'addressLocality')[0] ?? ''));
  const homepage = addresses(node, 'url')[0];
  const written = node['@id'] ?? '';
  const id = isAbsolute(written) ? written : undefined;
  const key = id ?? identifiersOf(node)[0]?.value ?? homepage ?? `name:${Object.values(names)[0]}`;
  return {
    id: organisationId(context.source.id, key),
    names,
    identifiers: distinctIdentifiers([
      ...[id ?? '', ...addresses(node, 'sameAs')].filter(isRor).map((value) => ({ scheme: 'ROR', value })),
      ...identifiersOf(node).map(({ scheme, value }) => ({ scheme: isRor(value) ? 'ROR' : scheme, value })),
    ]),
    kinds: node['@type']
      .filter((type) => Object.hasOwn(organisationClass.rows, type.toLowerCase()))
      .flatMap((type) => crosswalkConcept(organisationClass, type, `${path}.@type`, log) ?? []),
    country:
      country === undefined ? undefined : codeOrEnglishName('country', country, `${path}.address.addressCountry`, log),
    city: city === '' ? undefined : city,
    homepage: readAddress(homepage, `${path}.url`, log),
  };
}

function organisationByName(name: string, path: string, { context, log, language }: Mapping): Organisation | undefined {
  if (/^https?:\/\//i.test(name)) {
    log.warning('UNRESOLVED_REFERENCE', path, 'The feed does not describe the organisation of this address.', name);
    return undefined;
  }
  const names = languageMapOf([{ text: name }], language, plainText);
  if (names === undefined) return undefined;
  const id = organisationId(context.source.id, `name:${Object.values(names)[0]}`);
  return { id, names, identifiers: [], kinds: [] };
}

/** `addressCountry`: a code or name, or a `Country` node. */
export function addressCountry(address: SchemaNode): string | undefined {
  const [country] = nodesOf(address, 'addressCountry');
  const ofNode = country && (scalars(country, 'identifier')[0] ?? scalars(country, 'name')[0]);
  return scalars(address, 'addressCountry')[0] ?? ofNode;
}

function isRor(address: string): boolean {
  return /^https?:\/\/ror\.org\/0[a-z0-9]{8}\/?$/i.test(address);
}
