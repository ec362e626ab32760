import { pickText } from '../../../domain/multilingual.js';
import type { IssueLog, MapContext } from '../../format.js';
import { languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { plainText } from '../../parse/text.js';
import { type Alignment, type Link, type NamedResource, namedResource } from './ctdl.record.js';

/** What the mapping functions of one record share. */
export interface Reading {
  readonly context: MapContext;
  readonly log: IssueLog;
  /** Resources of the feed that the record refers to, by the id that it uses for them. */
  readonly linked: Readonly<Record<string, unknown>>;
}

/** The resource that a link stands for; undefined when the feed does not have it. */
export function followed(link: Link, { linked }: Pick<Reading, 'linked'>): unknown {
  if (typeof link !== 'string' && Object.keys(link).some((key) => key !== '@id')) return link;
  const id = idOf(link);
  return id !== undefined && Object.hasOwn(linked, id) ? linked[id] : undefined;
}

/** The id that a link names. */
export function idOf(link: Link): string | undefined {
  const id = typeof link === 'string' ? link : link['@id'];
  return typeof id === 'string' ? id.trim() : undefined;
}

/** Name, class and web page of what a link stands for. */
export function namedOf(link: Link, reading: Reading): NamedResource | undefined {
  const resource = followed(link, reading);
  return resource === undefined ? undefined : parseTolerantly(namedResource, resource, reading.log);
}

/** Texts by language, markup and entities taken out. */
export function textMap(texts: readonly TaggedText[] | undefined, { context }: Reading) {
  return languageMapOf(texts ?? [], context.source.language, plainText);
}

/** A text in the language of the source, where the canonical record has room for one only. */
export function oneText(texts: readonly TaggedText[] | undefined, reading: Reading): string | undefined {
  const map = textMap(texts, reading);
  return map === undefined ? undefined : pickText(map, reading.context.source.language)?.text;
}

/** Name of a concept in the language of the source; else its code. */
export function labelOf(alignment: Alignment, reading: Reading): string | undefined {
  const label = oneText(alignment['ceterms:targetNodeName'], reading);
  return label ?? alignment['ceterms:targetNode']?.replace(/^.*:/, '');
}
