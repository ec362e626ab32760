import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** A scalar whose values are text of a form; `isValid` judges what clients send, our own values are trusted. */
function textScalar(config: {
  name: string;
  description: string;
  specifiedByURL: string;
  expected: string;
  isValid: (text: string) => boolean;
}): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, expected, isValid } = config;
  const parse = (value: unknown, node?: ValueNode): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${name} cannot represent this value; expected ${expected}.`, node ? { nodes: node } : {});
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize: (value) => String(value),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const DateScalar = textScalar({
  name: 'Date',
  description: 'A calendar date, ISO 8601 `YYYY-MM-DD` (RFC 3339 full-date).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  expected: 'a calendar date as YYYY-MM-DD',
  isValid: isCalendarDate,
});

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description: 'An instant, ISO 8601 with its offset (RFC 3339 date-time): `2026-09-01T08:00:00Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  expected: 'an instant as YYYY-MM-DDThh:mm:ssZ',
  isValid: (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i.test(text) &&
    isCalendarDate(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text)),
});

export const DurationScalar = textScalar({
  name: 'Duration',
  description: 'An ISO 8601 duration: `P8W`, `PT12H`.',
  specifiedByURL: 'https://www.iso.org/iso-8601-date-and-time-format.html',
  expected: 'an ISO 8601 duration',
  isValid: (text) => /^P(?=.)/.test(text),
});

export const UrlScalar = textScalar({
  name: 'URL',
  description: 'An absolute http or https address (RFC 3986).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3986',
  expected: 'an http or https address',
  isValid: (text) => /^https?:\/\/\S+$/i.test(text),
});
