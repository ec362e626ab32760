/** An argument that cannot be answered. Names the argument (dotted path) and says what is allowed. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument';
  constructor(
    readonly argument: string,
    /** Machine word for the fault. */
    readonly reason: InvalidReason,
    message: string,
    /** What would be allowed, where that is a short list. */
    readonly allowed?: readonly string[],
  ) {
    super(message);
  }
}

export const invalidReasons = [
  'UNKNOWN_CODE',
  'INVALID_RANGE',
  'INVALID_DATE',
  'INVALID_GEO',
  'INVALID_CURSOR',
  'INVALID_ID',
  'PAGINATION_LIMIT',
  'TOO_MANY_VALUES',
  'TEXT_TOO_LONG',
  'TOO_DEEP',
  'EMPTY_FILTER',
  'UNKNOWN_LANGUAGE',
] as const;
export type InvalidReason = (typeof invalidReasons)[number];
