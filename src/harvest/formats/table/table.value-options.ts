import { z } from 'zod';
import { type VocabularyId, vocabulary } from '../../../domain/vocabularies/vocabulary.js';

/** A column name, or a path into nested records; see `table.path.ts`. */
export const path = z
  .string()
  .min(1)
  .describe(
    'Column name, or path: `attributes.name`, `runs[0].start`, `skills[*].label` (all of a list), `@lang` (XML attribute), `^PARENT.NAME` (enclosing XML element), `$key` (key of the record in a JSON object).',
  );

function isSeparator(text: string): boolean {
  try {
    return separatorOf(text) !== '';
  } catch {
    return false;
  }
}

const separators = new Map<string, string | RegExp>();

/** What a `split` option says: a text, or between slashes a regular expression. Throws for one that is none. */
export function separatorOf(option: string): string | RegExp {
  const known = separators.get(option);
  if (known !== undefined) return known;
  const expression = /^\/(.+)\/$/.exec(option)?.[1];
  const separator = expression === undefined ? option : new RegExp(expression, 'u');
  separators.set(option, separator);
  return separator;
}

/** Condition on a cell of the same record, or of the same item of a list. */
export const condition = z
  .strictObject({
    from: path,
    equals: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .describe('Holds if the cell is this value, or one of these (after trimming).'),
    not: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .describe('Holds if the cell is none of these values; an empty cell is none of them.'),
  })
  .refine((it) => (it.equals === undefined) !== (it.not === undefined), 'needs either "equals" or "not"');
export type Condition = z.infer<typeof condition>;

const valueShape = {
  from: z
    .union([path, z.array(path).min(1)])
    .optional()
    .describe('Where to read. Of several, the first one with a value counts, unless `join` is given.'),
  template: z
    .string()
    .regex(/\$\{[^}]+\}/, 'names at least one cell')
    .optional()
    .describe(`Text with \${path} in it, instead of "from". Nothing is read if one of the cells is empty.`),
  join: z
    .string()
    .optional()
    .describe('Joins the values of all the places in `from` by this text; each must have a value.'),
  split: z
    .string()
    .min(1)
    .refine(isSeparator, 'is no regular expression')
    .optional()
    .describe('What separates several values in one cell; `/…/` is a regular expression.'),
  when: condition.optional().describe('The cell counts only if this holds.'),
};

const onePlace = (it: { from?: unknown; template?: unknown }): boolean =>
  (it.from === undefined) !== (it.template === undefined);
const onePlaceMessage = 'needs either "from" or "template"';

/** Where a plain value is read. */
export const value = z.strictObject(valueShape).refine(onePlace, onePlaceMessage);
export type ValueSpec = z.infer<typeof value>;

/**
 * Where a text is read. A cell that holds an object keyed by language (`{ fi, sv, en }`) keeps its languages; any other
 * text is in `language`, or in the language of the source.
 */
export const text = z
  .strictObject({
    ...valueShape,
    language: z
      .union([z.string().min(2), z.strictObject({ from: path })])
      .optional()
      .describe('BCP 47 tag of the text, or where to read it. Default: the language of the source.'),
    html: z.boolean().default(false).describe('The cell holds HTML: it is cleaned, not stripped.'),
    labels: z
      .record(z.string(), z.string().min(1))
      .optional()
      .describe('Reading of codes: value of the source -> text, as the publisher of the codes words it.'),
  })
  .refine(onePlace, onePlaceMessage);
export type TextSpec = z.infer<typeof text>;

/** A text in one or in several languages, each with its own columns. */
export const texts = z.union([text, z.array(text).min(1)]);
export type TextsSpec = z.infer<typeof texts>;

const crosswalkTarget = z.union([
  z.string().min(1).describe('Code of the concept that means exactly the same.'),
  z
    .strictObject({ code: z.string().min(1), basis: z.enum(['mapped', 'close']) })
    .describe('Code, and whether it means the same (`mapped`) or is only the nearest (`close`).'),
  z.null().describe('Known, and no concept of this vocabulary: left out without a warning.'),
]);

const crosswalkShape = {
  map: z
    .record(z.string(), crosswalkTarget)
    .optional()
    .describe('Crosswalk: value of the source (without regard to case) -> code of the vocabulary of this field.'),
  rule: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional()
    .describe('Name of the crosswalk, shown with every value. Default: `<source id>-<vocabulary>`.'),
};

/** Where a concept of the vocabulary is read. Without `map`, the cell must hold a code or IRI of that vocabulary. */
export function concept(id: VocabularyId) {
  return z
    .strictObject({ ...valueShape, ...crosswalkShape })
    .refine(onePlace, onePlaceMessage)
    .superRefine((it, context) => {
      for (const [native, target] of Object.entries(it.map ?? {})) {
        const code = typeof target === 'string' ? target : target?.code;
        if (code === undefined || vocabulary(id).find(code) !== undefined) continue;
        context.addIssue({ code: 'custom', path: ['map', native], message: `"${code}" is no concept of ${id}` });
      }
    });
}
export type ConceptSpec = z.infer<ReturnType<typeof concept>>;

/** Where a number is read; the decimal sign is declared once for the source. */
export const number = value.describe('Number, in the notation of `decimal`.');

function isDatePattern(pattern: string): boolean {
  const tokens =
    pattern.match(/[A-Za-z]+/g)?.flatMap((word) => word.match(/yyyy|MM|M|dd|d|HH|mm|ss|T|Z|./g) ?? []) ?? [];
  const known = tokens.every((token) => /^(yyyy|MM|M|dd|d|HH|mm|ss|T|Z)$/.test(token));
  const kinds = tokens.map((token) => (token === 'mm' ? 'minute' : token.slice(0, 1)));
  return known && kinds.includes('y') && kinds.includes('M') && new Set(kinds).size === kinds.length;
}

/** Where a date is read. */
export const date = z
  .strictObject({
    ...valueShape,
    pattern: z
      .string()
      .refine(isDatePattern, 'uses yyyy, MM or M, dd or d, HH, mm, ss, each once, and at least year and month')
      .optional()
      .describe('How the date is written, for example `dd/MM/yyyy` or `yyyy-MM`. Default: ISO 8601.'),
  })
  .refine(onePlace, onePlaceMessage);
export type DateSpec = z.infer<typeof date>;

/** Where a yes or no is read. */
export const flag = z
  .strictObject({
    ...valueShape,
    yes: z.array(z.string()).default(['true']).describe('Values that say yes.'),
    no: z.array(z.string()).default(['false']).describe('Values that say no.'),
  })
  .refine(onePlace, onePlaceMessage);
export type FlagSpec = z.infer<typeof flag>;

const runStates = ['open', 'closed', 'cancelled'] as const;

/** Where the state of a run is read. */
export const state = z
  .strictObject({
    ...valueShape,
    map: z.record(z.string(), z.enum(runStates).nullable()).optional().describe('Value of the source -> state.'),
  })
  .refine(onePlace, onePlaceMessage);
export type StateSpec = z.infer<typeof state>;

/** Where an address of the web is read. */
export const url = z
  .strictObject({
    ...valueShape,
    base: z.url().optional().describe('Address that relative addresses are relative to.'),
    language: z.string().min(2).optional().describe('BCP 47 tag of the page.'),
  })
  .refine(onePlace, onePlaceMessage);
export type UrlSpec = z.infer<typeof url>;

/** One of a kind, or several. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)]);
}

/** The list of a one-or-more option; empty when it is not given. */
export function asList<T>(option: T | readonly T[] | undefined): readonly T[] {
  if (option === undefined) return [];
  return Array.isArray(option) ? (option as readonly T[]) : [option as T];
}
