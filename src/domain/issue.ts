/** A problem in data is a value, never an exception (domain rule: one bad record costs one record). */
export interface Issue {
  readonly code: IssueCode;
  /** `error`: the record is not indexed. `warning`: it is, without (or with less of) the value. */
  readonly severity: 'error' | 'warning';
  readonly source: string;
  /** The record's native id, or `#<position>` (from 1) where it has none. */
  readonly record: string;
  /** Where in the record, in the source's own terms (`attributes.workload.timeUnit`, `course/mlo:credit`). */
  readonly path: string;
  /** One English sentence for the provider: what is wrong and what is expected. */
  readonly message: string;
  /** The offending value, at most 200 characters. */
  readonly excerpt?: string;
}

/** What can be wrong with a record. */
export const issueCodes = [
  'MISSING_ID',
  'DUPLICATE_ID',
  'MISSING_REQUIRED',
  'INVALID_VALUE',
  'INVALID_DATE',
  'INVALID_NUMBER',
  'INVALID_URL',
  'INVALID_GEO',
  'INVALID_TEXT',
  'IMPLAUSIBLE_VALUE',
  'PLACEHOLDER_VALUE',
  'UNMAPPED_VALUE',
  'UNRESOLVED_REFERENCE',
  'TRUNCATED_VALUE',
  'LIMIT_RECORD_SIZE',
  'UNSUPPORTED_RECORD',
] as const;
export type IssueCode = (typeof issueCodes)[number];

/** Shortens an offending value to what a report may show. */
export function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
