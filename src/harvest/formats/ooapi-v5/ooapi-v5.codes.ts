import type { IdentifierEntry } from './ooapi-v5.record.js';

/** `primaryCode` and `otherCodes` as identifiers; a code of type `uuid` that is the `id` once more says nothing. */
export function codesOf(
  { primaryCode, otherCodes = [] }: CodedResource,
  id: string | undefined,
): { scheme: string | undefined; value: string | undefined }[] {
  return [primaryCode, ...otherCodes]
    .map((entry) => ({ scheme: entry?.codeType, value: entry?.code }))
    .filter(({ scheme, value }) => scheme?.toLowerCase() !== 'uuid' || value !== id);
}

/** A resource with the codes that its institution gives it. */
interface CodedResource {
  readonly primaryCode?: IdentifierEntry | undefined;
  readonly otherCodes?: readonly IdentifierEntry[] | undefined;
}
