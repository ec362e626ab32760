import { type Identifier, longestIdentifier } from '../../domain/organisation.js';
import type { IssueLog } from '../format.js';
import { parseDate, parseNumber, webAddress } from '../parse/values.js';
import { parseWrittenDate } from '../parse/written-date.js';
import type { SourceDefinition } from '../source.js';

/** A date as read, with how exact it is. */
export type ReadDate = NonNullable<ReturnType<typeof parseDate>>;

/** What tells how a source writes its dates. */
export type Calendar = Pick<SourceDefinition, 'timezone' | 'language'>;

/**
 * A calendar date (instants become the date in the zone of the source), in ISO 8601 or as people write it, or a warning
 * INVALID_DATE.
 */
export function readDate(
  text: string | undefined,
  path: string,
  { timezone, language }: Calendar,
  log: IssueLog,
): ReadDate | undefined {
  if (text === undefined || text === '') return undefined;
  const date = parseDate(text, { timezone }) ?? parseWrittenDate(text, language);
  if (date === undefined) log.warning('INVALID_DATE', path, 'The text is not a date; expected ISO 8601.', text);
  return date;
}

/** A number that is not negative: with a decimal point as JSON has it, else as people write it; or INVALID_NUMBER. */
export function readNumber(text: string | undefined, path: string, log: IssueLog): number | undefined {
  if (text === undefined || text === '') return undefined;
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : parseNumber(text);
  if (number !== undefined && Number.isFinite(number) && number >= 0) return number;
  log.warning('INVALID_NUMBER', path, 'The value is not a number of at least 0.', text);
  return undefined;
}

/** A host, as people write it without a scheme: `www.…`, or a name under a country or one of the usual domains. */
const bareAddress =
  /^(?:www(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:[a-z]{2}|com|org|net|edu|info|int|gov|bzh|cat|eus|gal))(?::\d+)?(?:[/?#]\S*)?$/i;

/**
 * An address that can be published as a link, or a warning INVALID_URL. One that lacks only its scheme is read as
 * `http://`, as browsers do, and warned of all the same.
 */
export function readAddress(text: string | undefined, path: string, log: IssueLog): string | undefined {
  if (text === undefined || text === '') return undefined;
  const address = webAddress(text);
  if (address !== undefined) return address;
  const isBare = bareAddress.test(text.trim());
  log.warning(
    'INVALID_URL',
    path,
    `The text is not an absolute http or https address.${isBare ? ' It was read as one of http.' : ''}`,
    text,
  );
  return isBare ? webAddress(`http://${text.trim()}`) : undefined;
}

/** The identifiers that are there, each once. */
export function distinctIdentifiers(
  candidates: readonly { readonly scheme?: string | undefined; readonly value: string | undefined }[],
): Identifier[] {
  const distinct = new Map<string, Identifier>();
  for (const { scheme, value } of candidates) {
    if (value === undefined || value === '' || value.length > longestIdentifier) continue;
    const identifier = scheme === undefined || scheme === '' ? { value } : { scheme, value };
    distinct.set(JSON.stringify([scheme, value]), identifier);
  }
  return [...distinct.values()];
}
