import { isSecretName, withoutParameters, withParameters } from '../transports/address.js';
import { pagesOptions } from '../transports/pages.options.js';
import { planOf } from '../transports/pages.presets.js';
import type { ManifestSource } from './manifest.js';
import type { SourceDraft } from './source-draft.js';

type Reading = Pick<SourceDraft, 'location' | 'query' | 'format' | 'transport'>;
type Way = Pick<Reading, 'format' | 'transport'>;
type Say = (key: string, text: string) => void;

/** Format of a static file by its media type; XML may be either binding, so it is told from the file. */
const elmFormats: Readonly<Record<string, string | undefined>> = {
  'application/ld+json': 'elm-jsonld',
  'application/json': 'elm-jsonld',
  'application/rdf+xml': 'elm-rdf',
  'text/turtle': 'elm-rdf',
  'application/n-triples': 'elm-rdf',
  'application/xml': undefined,
  'text/xml': undefined,
};

/** Usual parameters for the place of a page in its list; in every request they would ask for the same page for ever. */
const position = /^(page([-_]?(number|no))?|offset|start|skip|cursor|after|page\[(number|offset|cursor|after)\])$/i;

const ooapiSizes = [10, 20, 50, 100, 250];

/** How a source is read: where, in which format, and page by page where its type has pages (Data Exchange, "Methods"). */
export function readingOf(source: ManifestSource, say: Say): Reading {
  if (source.contentType !== undefined && source.type !== 'elm') say('contentType', 'has no meaning for this type');
  const way = wayOf(source, say);
  return { ...addressed(source, way, say), ...way };
}

function wayOf(source: ManifestSource, say: Say): Way {
  switch (source.type) {
    case 'elm':
      return elmFormat(source, say);
    case 'ooapi':
      return ooapi(source, say);
    case 'edu-api':
      return {
        format: 'edu-api',
        transport: { type: 'pages', preset: 'edu-api', ...sized('limit', source.pageSize) },
      };
    case 'occapi':
      return { format: 'occapi', transport: { type: 'pages', preset: 'occapi' } };
  }
}

/**
 * What is no secret of the query is part of the location of a file, and of every request to an API, but for what the
 * transport sets there; the rest is encrypted. `${…}` is refused in `query`, as it is in headers.
 */
function addressed(
  { path, queryParameters }: ManifestSource,
  { transport }: Way,
  say: Say,
): Pick<Reading, 'location' | 'query'> {
  const first: [string, string][] = [];
  const every: [string, string][] = [];
  const own = ownParameters(transport);
  for (const [name, value] of Object.entries(queryParameters).filter(([each]) => !isSecretName(each))) {
    if (transport === undefined || name === '' || own.has(name) || position.test(name)) first.push([name, value]);
    else if (value.includes('${')) say(`queryParameters.${name}`, 'holds "${", which is refused, so it is left out');
    else every.push([name, value]);
  }
  const address = withParameters(path, Object.fromEntries(first));
  address.hash = '';
  const location = withoutParameters(address, [...address.searchParams.keys()].filter(isSecretName)).href;
  return { location, ...(every.length === 0 ? {} : { query: Object.fromEntries(every) }) };
}

/** Query parameters that the transport sets for each list. */
function ownParameters(transport: Way['transport']): ReadonlySet<string> {
  if (transport?.type !== 'pages') return new Set();
  const { paging, parameters, resources } = planOf(pagesOptions.parse(transport));
  const ofLists = resources.flatMap((list) => [list.parameters, list.each?.parameters]);
  const names = [parameters, ...ofLists].flatMap((each) => Object.keys(each ?? {}));
  const ofPages = [paging.sizeParameter ?? [], 'parameter' in paging ? paging.parameter : []].flat();
  return new Set([...names, ...ofPages]);
}

function elmFormat({ contentType }: ManifestSource, say: Say): Pick<Way, 'format'> {
  if (contentType === undefined) return {};
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const format = elmFormats[mediaType];
  if (format === undefined && !(mediaType in elmFormats))
    say(
      'contentType',
      'is not application/rdf+xml, text/turtle or application/ld+json, so the format is told from the file',
    );
  return format === undefined ? {} : { format };
}

function ooapi({ version, pageSize }: ManifestSource, say: Say): Way {
  const isOffered = pageSize === undefined || ooapiSizes.includes(pageSize);
  if (!isOffered) say('pageSize', `is not one of ${ooapiSizes.join(', ')}, so 250 is asked for`);
  const size = sized('pageSize', isOffered ? pageSize : undefined);
  const major = /^v?(\d+)(\.|$)/i.exec(version?.trim() ?? '')?.[1];
  if (major === '6')
    return {
      format: 'ooapi-v6',
      transport: { type: 'pages', preset: 'ooapi-v6', ...size },
    };
  if (version !== undefined && major !== '5')
    say('version', 'is neither 5 nor 6, so the lists of version 5 are read, and the format is told from them');
  return {
    ...(major === '5' ? { format: 'ooapi-v5' } : {}),
    transport: { type: 'pages', preset: 'ooapi-v5', ...size },
  };
}

function sized(parameter: string, size: number | undefined): { readonly parameters?: Record<string, string> } {
  return size === undefined ? {} : { parameters: { [parameter]: String(size) } };
}
