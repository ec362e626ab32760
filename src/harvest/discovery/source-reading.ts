import { isSecretName, withoutParameters, withParameters } from '../transports/address.js';
import type { ManifestSource } from './manifest.js';
import type { SourceDraft } from './source-draft.js';

type Reading = Pick<SourceDraft, 'location' | 'format' | 'transport'>;
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

const ooapiSizes = [10, 20, 50, 100, 250];

/** How a source is read: where, in which format, and page by page where its type has pages (Data Exchange, "Methods"). */
export function readingOf(source: ManifestSource, say: Say): Reading {
  const location = locationOf(source);
  if (source.contentType !== undefined && source.type !== 'elm') say('contentType', 'has no meaning for this type');
  switch (source.type) {
    case 'elm':
      return { location, ...elmFormat(source, say) };
    case 'ooapi':
      return { location, ...ooapi(source, say) };
    case 'edu-api':
      return {
        ...{ location, format: 'edu-api' },
        transport: { type: 'pages', preset: 'edu-api', ...sized('limit', source.pageSize) },
      };
    case 'occapi':
      return { location, format: 'occapi', transport: { type: 'pages', preset: 'occapi' } };
  }
}

/** What is no secret of the query is part of the location; the rest is encrypted. */
function locationOf({ path, queryParameters }: ManifestSource): string {
  const address = withParameters(path, queryParameters);
  address.hash = '';
  return withoutParameters(address, [...address.searchParams.keys()].filter(isSecretName)).href;
}

function elmFormat({ contentType }: ManifestSource, say: Say): Pick<Reading, 'format'> {
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

function ooapi({ version, pageSize }: ManifestSource, say: Say): Pick<Reading, 'format' | 'transport'> {
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
