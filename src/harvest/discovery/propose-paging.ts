import { parseUrl } from '../../domain/parse-url.js';
import type { SourceDraft } from './source-draft.js';

type Paging = Pick<SourceDraft, 'transport'> & { readonly location?: string };

/** Lists of known APIs: the format, what the path of one of them ends with, and the preset that reads all of them. */
const lists = [
  ['ooapi-v5', /\/(courses|programs|education-specifications|organizations|academic-sessions)\/?$/, 'ooapi-v5'],
  ['ooapi-v6', /\/(courses|programmes|organisations|learning-outcomes|academic-sessions)\/?$/, 'ooapi-v6'],
  ['edu-api', /\/(courses|programs|(course|collection)(Templates|Offerings))\/?$/, 'edu-api'],
  ['emil', /\/education(Infos|Events|Providers)\/?$/, 'emil'],
  ['occapi', /(?<=\/hei\/[^/]+)\/(course|programme)\/?$/, 'occapi'],
  ['open-edx', /\/(courses|programs)\/?$/, 'open-edx'],
] as const;

/**
 * How the pages of an API are read, told from one of them: all lists of an API that is known by its address, else by the
 * link to the next page. Nothing for a document that does not lead on.
 */
export function pagingOf(format: string, location: string, text: string): Paging {
  const address = parseUrl(location);
  if (address === undefined || !/^https?:/.test(location)) return {};
  const known = lists.find(([id, path]) => id === format && path.test(address.pathname));
  if (known !== undefined) {
    const [, path, preset] = known;
    address.pathname = address.pathname.replace(path, '');
    address.search = '';
    return { location: address.href, transport: { type: 'pages', preset } };
  }
  if (format === 'moochub' && leadsOn(text, 'links')) return { transport: { type: 'pages', preset: 'moochub' } };
  if (leadsOn(text, 'links') || leadsOn(text, '_links') || /"next"\s*:\s*"https?:/.test(text))
    return { transport: { type: 'pages', paging: { by: 'link' } } };
  return {};
}

function leadsOn(text: string, place: string): boolean {
  return new RegExp(`"${place}"\\s*:\\s*\\{[^{}]*"next"\\s*:\\s*(\\{[^{}]*"href"\\s*:\\s*)?"[^"]`).test(text);
}
