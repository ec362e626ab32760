import { domainToASCII } from 'node:url';

/**
 * Which course a provider means (QualityLink Course Identifier Specification): the lasting specification, not its runs.
 * It is another course when learning outcomes or credits change.
 */
export interface CourseIdentifier {
  /** SCHAC code of the provider: a domain name, lower case, in its ASCII form. */
  readonly domain: string;
  /** Id of the course in the provider's own systems, as it is there, without percent-encoding. Case matters. */
  readonly id: string;
}

/** RFC 8141: scheme and namespace in any case; what follows is an NSS, up to an r-, q- or f-component. */
const urn = /^urn:schac:uniqueCourseId:([^:]+):([^?#]+)(?:[?#].*)?$/i;

/** DID Core §3.1: scheme and method in lower case; the id is characters of `idchar`, with colons between. */
const did = /^did:web:([^:]+):courseId:((?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+)$/;

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Reads either notation; `undefined` for any other text, a domain that is none, or an id that is not UTF-8. */
export function parseCourseIdentifier(text: string): CourseIdentifier | undefined {
  const [, domain, id] = urn.exec(text.trim()) ?? did.exec(text.trim()) ?? [];
  if (domain === undefined || id === undefined) return undefined;
  const ascii = domainToASCII(domain).toLowerCase();
  const labels = ascii.split('.');
  if (labels.length < 2 || ascii.length > 253 || !labels.every((each) => label.test(each))) return undefined;
  const decoded = decodedId(id);
  return decoded === undefined ? undefined : { domain: ascii, id: decoded };
}

function decodedId(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** `urn:schac:uniqueCourseId:<domain>:<id>`, the main notation; what no NSS may hold (RFC 8141 §2) is percent-encoded. */
export function courseUrn({ domain, id }: CourseIdentifier): string {
  const nss = encodeURIComponent(id).replace(/%(3A|40|2F|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
  return `urn:schac:uniqueCourseId:${domain}:${nss}`;
}

/** `did:web:<domain>:courseId:<id>`; everything but letters, digits, `.`, `-` and `_` is percent-encoded (DID Core §3.1). */
export function courseDid({ domain, id }: CourseIdentifier): string {
  const encoded = encodeURIComponent(id).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `did:web:${domain}:courseId:${encoded}`;
}

/** Whether two texts, in either notation, name one course. Texts that are no course identifiers name none. */
export function nameSameCourse(one: string, other: string): boolean {
  const [first, second] = [parseCourseIdentifier(one), parseCourseIdentifier(other)];
  return first !== undefined && second !== undefined && first.domain === second.domain && first.id === second.id;
}
