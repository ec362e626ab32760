import { hash } from 'node:crypto';

/** Namespace of Lotse's name-based UUIDs (RFC 9562 §5.5). */
const namespace = Buffer.from('7d3c2a52-6b0e-5c0e-9d43-0c9c5f1e8a11'.replaceAll('-', ''), 'hex');

/** UUID of version 5; a fifth of the time that the library takes, and every record has several. */
function v5(name: string): string {
  const bytes = Buffer.allocUnsafe(namespace.length + Buffer.byteLength(name));
  namespace.copy(bytes);
  bytes.write(name, namespace.length);
  const hex = hash('sha1', bytes);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Stable id of a learning opportunity: the same source and native id give the same id for ever. */
export function opportunityId(sourceId: string, nativeId: string): string {
  return v5(`${sourceId}|${nativeId}`);
}

/** Stable id of a dated instance of an opportunity. */
export function runId(opportunity: string, nativeId: string): string {
  return v5(`${opportunity}|run|${nativeId}`);
}

/**
 * Stable id of an organisation. `key` is its native id in the source, or `name:<name>` where the source has none:
 * then it is only told apart inside that source, and never matched with another by its name.
 */
export function organisationId(sourceId: string, key: string): string {
  return v5(`${sourceId}|organisation|${key}`);
}

/** Source ids are lower-case slugs: the engine compares without case, and ids appear in addresses. */
export const sourceIdPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
