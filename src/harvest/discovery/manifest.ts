import { parseDocument } from 'yaml';
import { z } from 'zod';
import { parseUrl } from '../../domain/parse-url.js';
import { type ManifestAuth, manifestAuth } from './manifest-auth.js';
import { settingOf, stated, textOf, values } from './manifest-values.js';

export const manifestTypes = ['elm', 'ooapi', 'edu-api', 'occapi'] as const;

/** A data source of a manifest, its values cleaned. */
export interface ManifestSource {
  readonly type: (typeof manifestTypes)[number];
  /** File, or root of an API; http(s), without credentials. */
  readonly path: URL;
  readonly version?: string;
  readonly id?: string;
  readonly name?: string;
  readonly auth: ManifestAuth;
  /** Least hours between two harvests. */
  readonly refresh?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryParameters: Readonly<Record<string, string>>;
  /** Media type (elm), which goes before the one that the server states. */
  readonly contentType?: string;
  /** Records a page (ooapi, edu-api). */
  readonly pageSize?: number;
}

/** What the provider says of itself; nobody has checked it. */
export interface ManifestMeta {
  readonly schac?: string;
  readonly eterid?: string;
  readonly deqarid?: string;
  readonly did?: string;
}

export interface Manifest {
  readonly meta: ManifestMeta;
  /** Those that can be understood, as numbered in the manifest from 0. */
  readonly sources: readonly (ManifestSource & { readonly index: number })[];
}

/** What came of reading a document as a manifest. */
export type ManifestReading =
  /** `problems` are sources and values that were left out. */
  | { readonly kind: 'manifest'; readonly manifest: Manifest; readonly problems: readonly string[] }
  /** It is meant to be a manifest, but no source of it can be understood. */
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  /** It is something else, such as the page that a site shows for addresses that it does not know. */
  | { readonly kind: 'other'; readonly problems: readonly [string] };

/** Most sources of one manifest. */
const maxSources = 100;

/** Characters of a manifest in YAML: reading it takes long. */
const maxYaml = 100_000;

const root = z.looseObject({ sources: z.unknown(), meta: z.unknown().optional() });
const asText = z.preprocess(textOf, z.string().trim().min(1).max(500));
const webAddress = z
  .string()
  .trim()
  .max(2048)
  .refine(
    (text) => parseUrl(text) !== undefined && /^https?:/i.test(text),
    'expected an address that starts with http:// or https://',
  )
  .transform((text) => new URL(text))
  .refine(({ username, password }) => username === '' && password === '', 'the address holds credentials');
const required = z.looseObject({
  type: z.preprocess((value) => textOf(value)?.trim().toLowerCase(), z.enum(manifestTypes)),
  path: webAddress,
  auth: manifestAuth,
});

/**
 * Reads a QualityLink manifest (Data Source Discovery Specification, "Manifest File"), JSON or YAML, UTF-8. Lenient where
 * nothing is lost by it: unknown keys are passed over, numbers may be texts and the other way round; a value that cannot
 * be used is left out, and so is a source without a usable `type`, `path` or `auth`. Each is a problem, which begins with
 * its key (`sources[2].path: …`). No problem holds a value of the document, since that might be a secret.
 */
export function readManifest(bytes: Uint8Array): ManifestReading {
  const content = contentOf(bytes);
  if ('problem' in content) return { kind: 'other', problems: [content.problem] };
  const parsed = root.safeParse(content.value);
  if (!parsed.success || parsed.data.sources === undefined)
    return { kind: 'other', problems: ['it has no "sources", so it is no manifest'] };
  const { sources: list, meta } = parsed.data;
  if (!Array.isArray(list) || list.length === 0)
    return { kind: 'broken', problems: ['sources: expected a list of at least one source'] };
  const problems: string[] = [];
  if (list.length > maxSources) problems.push(`sources: only the first ${maxSources} of ${list.length} are read`);
  const sources = list.slice(0, maxSources).flatMap((each: unknown, index) => {
    const source = sourceOf(each, `sources[${index}]`, problems);
    return source === undefined ? [] : [{ ...source, index }];
  });
  if (sources.length === 0) return { kind: 'broken', problems };
  return { kind: 'manifest', manifest: { meta: metaOf(meta, problems), sources }, problems };
}

function contentOf(bytes: Uint8Array): { readonly value: unknown } | { readonly problem: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: 'it is not UTF-8' };
  }
  if (text.trim() === '') return { problem: 'it is empty' };
  if (/^\s*<(!doctype|html|\?xml|[a-z][\w:-]*[\s>])/i.test(text)) return { problem: 'it is a page or XML document' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return yamlOf(text);
  }
}

/** YAML 1.2; documents that would take long to read, or grow, are refused. */
function yamlOf(text: string): { readonly value: unknown } | { readonly problem: string } {
  if (text.length > maxYaml) return { problem: `it is no JSON, and too long for YAML (${maxYaml} characters at most)` };
  try {
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
      const line = text.slice(0, error.pos[0]).split('\n').length;
      return { problem: `it is neither JSON nor YAML (line ${line}: ${error.code})` };
    }
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return { problem: 'it is YAML that is nested too deep, or that grows by its aliases' };
  }
}

function sourceOf(value: unknown, place: string, problems: string[]): ManifestSource | undefined {
  const result = required.safeParse(value);
  if (!result.success) {
    for (const { path, message } of result.error.issues)
      problems.push(`${[place, ...path.map(String)].join('.')}: ${message}`);
    return undefined;
  }
  const { type, path, auth, ...rest } = result.data;
  const given = (key: string) => (rest[key] === null ? undefined : rest[key]);
  const setting = <T>(key: string, schema: z.ZodType<T>) => settingOf(given(key), schema, `${place}.${key}`, problems);
  return stated({
    type,
    path,
    auth,
    version: setting('version', asText),
    id: setting('id', asText),
    name: setting('name', asText),
    refresh: setting('refresh', z.coerce.number().positive()),
    headers: values(given('headers'), `${place}.headers`, problems),
    queryParameters: values(given('queryParameters'), `${place}.queryParameters`, problems),
    contentType: setting('contentType', asText),
    pageSize: setting('pageSize', z.coerce.number().int().min(1).max(1000)),
  });
}

function metaOf(value: unknown, problems: string[]): ManifestMeta {
  if (value === undefined || value === null) return {};
  const result = z.looseObject({}).safeParse(value);
  if (!result.success) {
    problems.push('meta: expected an object');
    return {};
  }
  const setting = (key: string) => settingOf(result.data[key] ?? undefined, asText, `meta.${key}`, problems);
  return stated({
    schac: setting('schac'),
    eterid: setting('eterid'),
    deqarid: setting('deqarid'),
    did: setting('did'),
  });
}
