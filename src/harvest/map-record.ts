import type { z } from 'zod';
import { excerpt, type Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { validate } from '../domain/validate.js';
import { rawExcerpt, rawHash } from './archive/dead-letter.js';
import type { RawFacts } from './archive/dead-letter-log.js';
import { cleanStrings, needsCleaning } from './clean-strings.js';
import { constantsOf } from './constants.js';
import { type SerialisedRecord, serialise } from './content-hash.js';
import type { Format, MapContext, Mapped, RawRecord, ReadLimits } from './format.js';
import type { SourceDefinition } from './source.js';
import { factsOf, type HarvestedRecord } from './take-record.js';

/** Makes a canonical record of a raw one, or the reasons why there is none. Pure. */
export type RecordMapper = (raw: RawRecord, context: Omit<MapContext, 'source'>) => HarvestedRecord;

/**
 * How the records of a source are made in one format: mapped, completed with the constants of the source, validated,
 * cleaned and written as a line. Throws `FeedError` CONFIG_INVALID for constants that no vocabulary has.
 */
export function recordMapper(
  source: SourceDefinition,
  format: Format,
  limits: Pick<ReadLimits, 'maxRecordBytes'>,
): RecordMapper {
  const addConstants = constantsOf(source);
  return (raw, rest) => {
    const context = { ...rest, source };
    const harvested = validated(mapped(format, raw, context), context, addConstants, limits);
    return harvested.line === undefined ? { ...harvested, raw: rawFactsOf(raw, context, harvested.issues) } : harvested;
  };
}

function mapped(format: Format, raw: RawRecord, context: MapContext): Mapped {
  try {
    return format.map(raw, context);
  } catch (cause) {
    const message = `The mapper of ${format.id} failed on this record: ${cause instanceof Error ? cause.message : String(cause)}`;
    return {
      issues: [
        {
          ...nameless(context),
          record: nativeIdOf(format, raw) ?? `#${context.position}`,
          code: 'UNSUPPORTED_RECORD',
          severity: 'error',
          path: '',
          message,
          excerpt: excerpt(raw.data),
        },
      ],
    };
  }
}

/** The id of a record that the mapper failed on: reading it must not fail too. */
function nativeIdOf(format: Format, { data }: RawRecord): string | undefined {
  try {
    return format.nativeId?.(data)?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** What tells of a raw record that gave no offer. */
function rawFactsOf({ data }: RawRecord, { feed, position }: MapContext, [first]: readonly Issue[]): RawFacts {
  const text = rawExcerpt(data);
  const isNameless = first?.record === `#${position}`;
  return {
    ...{ feed: feed.uri, position },
    ...(text === undefined ? {} : { excerpt: text }),
    ...(isNameless ? { hash: rawHash(data) } : {}),
  };
}

function notAnOffer(context: MapContext): Issue {
  return {
    ...nameless(context),
    code: 'UNSUPPORTED_RECORD',
    severity: 'error',
    path: '',
    message: 'The record is not an offer.',
  };
}

function nameless({ source, position }: MapContext): Pick<Issue, 'source' | 'record'> {
  return { source: source.id, record: `#${position}` };
}

function validated(
  { opportunity, issues }: Mapped,
  context: MapContext,
  addConstants: ReturnType<typeof constantsOf>,
  { maxRecordBytes }: Pick<ReadLimits, 'maxRecordBytes'>,
): HarvestedRecord {
  if (opportunity === undefined) return { issues: issues.length > 0 ? issues : [notAnOffer(context)] };
  const record = opportunity.provenance.record;
  const failed = (code: Issue['code'], path: string, message: string): HarvestedRecord => ({
    id: opportunity.id,
    issues: [...issues, { code, severity: 'error', source: context.source.id, record, path, message }],
  });
  const result = validate(addConstants(opportunity));
  if (!result.success) return failed('INVALID_VALUE', ...faultOf(result.error));
  const serialised = serialise(result.data);
  if (!needsCleaning(serialised.line)) return within(result.data, serialised);
  const clean = validate(cleanStrings(result.data));
  if (!clean.success) return failed('INVALID_TEXT', ...faultOf(clean.error));
  return within(clean.data, serialise(clean.data));

  function within(valid: LearningOpportunity, { line, hash }: SerialisedRecord): HarvestedRecord {
    const bytes = line.length * 3 <= maxRecordBytes ? line.length : Buffer.byteLength(line);
    if (bytes <= maxRecordBytes) return { facts: factsOf(valid), line, hash, issues };
    return failed('LIMIT_RECORD_SIZE', '', `The record has ${bytes} bytes; at most ${maxRecordBytes} are allowed.`);
  }
}

/** Path and message of what is wrong with a canonical record. */
function faultOf({ issues }: z.ZodError): [string, string] {
  const [first] = issues;
  return [
    (first?.path ?? []).join('.'),
    `The canonical record is not valid: ${first?.message ?? 'unknown'} (${issues.length} in all).`,
  ];
}
