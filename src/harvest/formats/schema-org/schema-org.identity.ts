import type { Identifier } from '../../../domain/organisation.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { isAbsolute } from './json-ld-context.js';
import { valuesOf } from './schema-node.js';
import type { SchemaNode } from './schema-org.record.js';
import { addresses, namesOf, nodesOf, scalarOf, scalars } from './schema-values.js';

/**
 * Id of a node in its source: its IRI (`@id`), else `url`, else `identifier`, else the address of the page that it is
 * alone on, else a relative `@id`, else `courseCode` with the provider's name, else that of its first instance, as SIB
 * publishes its courses. Blank ids identify nothing.
 */
export function nativeIdOf(node: SchemaNode, page?: string): string | undefined {
  const id = node['@id']?.trim();
  const named = id === undefined || id === '' || id.startsWith('_:') ? undefined : id;
  return (
    (named !== undefined && isAbsolute(named) ? named : undefined) ??
    addresses(node, 'url')[0] ??
    identifiersOf(node)[0]?.value ??
    page ??
    named ??
    providerCode(node) ??
    nodesOf(node, 'hasCourseInstance').flatMap((instance) => nativeIdOf(instance) ?? [])[0]
  );
}

/** All that identifies the node, the native id first. */
export function nativeIdsOf(node: SchemaNode, nativeId: string): Identifier[] {
  return distinctIdentifiers([
    { value: nativeId },
    ...addresses(node, 'url').map((value) => ({ value })),
    ...identifiersOf(node).filter(({ scheme, value }) => scheme !== undefined || value !== nativeId),
    ...scalars(node, 'courseCode').map((value) => ({ scheme: 'courseCode', value })),
  ]);
}

/** `identifier`: text, address, or `PropertyValue` {propertyID, value}. */
export function identifiersOf(node: SchemaNode): { readonly scheme: string | undefined; readonly value: string }[] {
  const plain = scalars(node, 'identifier').map((value) => ({ scheme: undefined, value }));
  const structured = nodesOf(node, 'identifier').flatMap((property) => {
    const value = scalarOf(valuesOf(property, 'value')[0]) ?? property['@id'];
    return value === undefined ? [] : [{ scheme: addresses(property, 'propertyID')[0], value }];
  });
  return [...plain, ...structured];
}

function providerCode(node: SchemaNode): string | undefined {
  const code = scalars(node, 'courseCode')[0];
  const [provider] = nodesOf(node, 'provider');
  const key = scalars(node, 'provider')[0] ?? (provider && (provider['@id'] ?? namesOf(provider)[0]?.text));
  return code === undefined || key === undefined ? undefined : `${key} ${code}`;
}
