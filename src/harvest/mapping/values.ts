import { type Identifier, identifierSchema } from '../../domain/organisation.js';
import type { IssueLog } from '../format.js';
import { parseDate, parseNumber, webAddress } from '../parse/values.js';

/** A date as read, with how exact it is. */
export type ReadDate = NonNullable<ReturnType<typeof parseDate>>;

/** A calendar date (instants become the date in `timezone`), or a warning INVALID_DATE. */
export function readDate(
  text: string | undefined,
  path: string,
  timezone: string,
  log: IssueLog,
): ReadDate | undefined {
  if (text === undefined || text === '') return undefined;
  const date = parseDate(text, { timezone });
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

/** An address that can be published as a link, or a warning INVALID_URL. */
export function readAddress(text: string | undefined, path: string, log: IssueLog): string | undefined {
  if (text === undefined || text === '') return undefined;
  const address = webAddress(text);
  if (address === undefined) {
    log.warning('INVALID_URL', path, 'The text is not an absolute http or https address.', text);
  }
  return address;
}

/** The identifiers that are there, each once. */
export function distinctIdentifiers(
  candidates: readonly { readonly scheme?: string | undefined; readonly value: string | undefined }[],
): Identifier[] {
  const distinct = new Map<string, Identifier>();
  for (const { scheme, value } of candidates) {
    const identifier = identifierSchema.safeParse(
      scheme === undefined || scheme === '' ? { value } : { scheme, value },
    );
    if (identifier.success) distinct.set(JSON.stringify([scheme, value]), identifier.data);
  }
  return [...distinct.values()];
}
