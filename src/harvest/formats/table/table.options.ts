import { z } from 'zod';
import {
  concept,
  condition,
  date,
  flag,
  number,
  oneOrMore,
  path,
  state,
  text,
  texts,
  url,
  value,
} from './table.value-options.js';

const records = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('csv'),
    delimiter: z.string().min(1).max(2).optional().describe('Default: detected among `,` `;` tab and `|`.'),
    encoding: z.string().optional().describe('Character encoding where the feed does not say it, e.g. `windows-1252`.'),
  }),
  z.strictObject({
    type: z.literal('json'),
    select: oneOrMore(z.string().regex(/^\$/))
      .default('$.*')
      .describe(
        'Where the records are: `$.*` (each of a list or object), `$.hits.*`, or `$` (the document is one record).',
      ),
  }),
  z.strictObject({ type: z.literal('json-lines') }),
  z.strictObject({
    type: z.literal('xlsx').describe('A workbook of Excel, LibreOffice and others (.xlsx, .xlsm).'),
    sheet: z
      .union([z.string().min(1), z.int().positive()])
      .optional()
      .describe('Name of the sheet, or its number from 1. Default: the first that is not hidden.'),
    header: z
      .union([z.int().positive(), z.tuple([z.int().positive(), z.int().positive()])])
      .optional()
      .describe(
        'Row with the names of the columns, from 1, or the first and the last of several ([1, 2]), whose names are joined: `Start / Date`. Default: the first row with a cell.',
      ),
  }),
  z.strictObject({ type: z.literal('xml'), element: z.string().min(1).describe('Local name of the record element.') }),
]);
export type RecordsOption = z.infer<typeof records>;

const organisation = z.strictObject({
  each: path.optional().describe('A list of objects, one per organisation; the other paths start there.'),
  name: texts.describe('Name; with `split`, one organisation per value.'),
  id: value.optional().describe('Native id that tells organisations of this source apart. Default: the name.'),
  identifiers: z
    .array(z.strictObject({ scheme: z.string().min(1).describe('Name or IRI of the register.'), value }))
    .default([])
    .describe('Identifiers in registers, as stated.'),
  kind: concept('provider-type').optional().describe('Vocabulary provider-type.'),
  country: concept('country').optional().describe('Country (ISO 3166-1, EU authority).'),
  nuts: concept('nuts').optional().describe('NUTS region.'),
  city: value.optional().describe('Town.'),
  homepage: url.optional().describe('Address of the organisation.'),
});
export type OrganisationSpec = z.infer<typeof organisation>;

const price = z.strictObject({
  each: path.optional().describe('A list of prices; the other paths start there.'),
  amount: number.optional().describe('Amount; without a currency it counts only with the constant `currency`.'),
  currency: concept('currency').optional().describe('Currency (ISO 4217).'),
  kind: value.optional().describe('What the price is for.'),
  text: texts.optional().describe('The price in words.'),
});
export type PriceSpec = z.infer<typeof price>;

const term = z.strictObject({
  year: value.describe('Calendar year in which the academic year begins; `2025/26` and `2025-2026` are read as 2025.'),
  begins: z
    .string()
    .regex(/^\d\d-\d\d$/)
    .describe('First day of the academic year, `MM-dd`.'),
  ends: z
    .string()
    .regex(/^\d\d-\d\d$/)
    .describe('Last day of the academic year, `MM-dd`.'),
});
export type TermSpec = z.infer<typeof term>;

const run = z.strictObject({
  each: path
    .optional()
    .describe('A list of runs; the other paths start there. Without it, the record itself is the run.'),
  id: value.optional().describe('Native id of the run.'),
  start: date.optional().describe('First day.'),
  end: date.optional().describe('Last day.'),
  term: term.optional().describe('Only the academic year is known: its first and last day, precision `term`.'),
  opens: date.optional().describe('Application opens.'),
  closes: date.optional().describe('Application closes.'),
  place: z
    .strictObject({
      name: value.optional().describe('Name of the place.'),
      address: value.optional().describe('Street address.'),
      city: value.optional().describe('Town.'),
      country: concept('country').optional().describe('Country.'),
      nuts: concept('nuts').optional().describe('NUTS region.'),
    })
    .optional()
    .describe('Where it takes place.'),
  duration: value.optional().describe('Elapsed time as ISO 8601 duration (`P6W`).'),
  prices: oneOrMore(price).optional().describe('What one pays.'),
  free: flag.optional().describe('Whether it costs nothing.'),
  languages: concept('language').optional().describe('Languages of instruction of the run.'),
  modes: concept('mode').optional().describe('Mode of participation of the run.'),
  schedules: concept('learning-schedule').optional().describe('Learning schedule of the run.'),
  state: state.optional().describe('open, closed or cancelled.'),
  capacity: number.optional().describe('Number of places.'),
});
export type RunSpec = z.infer<typeof run>;

const credit = z.strictObject({
  value: number.describe('Number of credits.'),
  system: z
    .union([z.string().min(1), concept('credit-system')])
    .describe(
      'Credit system: `ects`, `ecvet`, another name as the source has it, or where to read it. Only what the source says.',
    ),
  level: value.optional().describe('Level of the credits in their system.'),
});
export type CreditSpec = z.infer<typeof credit>;

const quality = z.strictObject({
  type: concept('accreditation-type').optional().describe('EU accreditation type.'),
  scope: z.enum(['institutional', 'institutional-programme', 'programme', 'joint-programme']).optional(),
  text: texts.optional().describe('What the source says about it.'),
  agency: value.optional().describe('Agency or authority.'),
  validFrom: date.optional(),
  validTo: date.optional(),
  reportUrl: url.optional(),
});
export type QualitySpec = z.infer<typeof quality>;

const subject = z.strictObject({
  each: path.optional().describe('A list of objects, one per subject; the other paths start there.'),
  scheme: z.string().min(1).optional().describe('Name of the scheme.'),
  code: value.optional().describe('Code; several with `split` or `[*]`.'),
  label: text.optional().describe('Word or phrase; several with `split` or `[*]`.'),
});
export type SubjectSpec = z.infer<typeof subject>;

/** Where each field of the canonical record is read. */
const fields = z.strictObject({
  id: value.describe('Native id; must be there and never change.'),
  identifiers: z
    .array(z.strictObject({ scheme: z.string().min(1), value }))
    .default([])
    .describe('Further identifiers of the offer.'),
  title: texts.describe('Title; must be there in one language.'),
  description: texts.optional().describe('Description.'),
  kinds: concept('opportunity-type').optional().describe('EU learning opportunity type.'),
  microCredential: flag.optional().describe('The source says whether it leads to a micro-credential.'),
  learningOutcomes: texts.optional().describe('Learning outcomes; one each with `split` or `[*]`.'),
  skills: concept('esco-skill').optional().describe('ESCO skills (IRI or UUID).'),
  credits: oneOrMore(credit).optional().describe('Credits; those of the system `ects` are the ECTS credits too.'),
  workloadHours: number.optional().describe('Total workload in hours of 60 minutes.'),
  workloadStatement: texts.optional().describe('Workload in words.'),
  eqfLevel: concept('eqf').optional().describe('EQF level 1 to 8, only where the source states EQF.'),
  nqfLevels: z
    .array(z.strictObject({ framework: z.string().min(1).optional(), label: text }))
    .default([])
    .describe('Levels of national frameworks, as stated.'),
  qfEheaCycle: concept('qf-ehea-cycle')
    .optional()
    .describe('short, first, second or third; only where the source states a cycle.'),
  notLevelled: flag.optional().describe('The source says outright that the offer has no level.'),
  educationLevels: z
    .array(z.strictObject({ scheme: z.string().min(1).optional(), code: value }))
    .default([])
    .describe('Levels in other schemes (ISCED 2011, national), as stated.'),
  fields: concept('isced-f').optional().describe('ISCED-F 2013.'),
  subjects: oneOrMore(subject).optional().describe('Subjects of other schemes, or key words.'),
  languages: concept('language').optional().describe('Languages of instruction; never the language of the text.'),
  assessmentLanguages: concept('language').optional().describe('Languages of assessment.'),
  modes: concept('mode').optional().describe('EU mode of learning and assessment.'),
  schedules: concept('learning-schedule').optional().describe('EU learning schedule.'),
  setting: concept('learning-setting').optional().describe('EU learning setting.'),
  activityTypes: concept('activity-type').optional().describe('EU learning activity type.'),
  assessments: z
    .strictObject({ type: concept('assessment-type').optional(), text: texts.optional() })
    .optional()
    .describe('How learning is assessed: EU assessment type, or text.'),
  gradingScheme: texts.optional().describe('Grading scheme.'),
  supervision: concept('supervision').optional().describe('Supervision and identity verification during assessment.'),
  prerequisites: texts.optional().describe('Prerequisites.'),
  targetGroups: concept('target-group').optional().describe('EU target group.'),
  awardingBodies: oneOrMore(organisation).optional().describe('Who awards; never a mere platform.'),
  providers: oneOrMore(organisation).optional().describe('Who offers.'),
  qualityAssurance: oneOrMore(quality).optional().describe('Quality assurance, as stated by the source.'),
  recognition: z
    .strictObject({ option: concept('recognition-option'), text: texts.optional() })
    .optional()
    .describe('Recognition option (Recommendation, Annex II, principle 6).'),
  stackability: z
    .strictObject({ kind: concept('stackability').optional(), text: texts.optional() })
    .optional()
    .describe('stackable or standalone, or text.'),
  credentials: z
    .strictObject({
      title: texts.optional(),
      kind: concept('credential-kind').optional(),
      digitalFormat: value.optional(),
    })
    .optional()
    .describe('What one gets: title, kind of credential, digital format.'),
  homepages: oneOrMore(url).optional().describe('Addresses of the offer.'),
  runs: run.optional().describe('Dated, placed or priced runs.'),
  licence: value.optional().describe('Licence of the description.'),
  modifiedAtSource: value.optional().describe('When the record was changed, an instant in ISO 8601.'),
});
export type TableFields = z.infer<typeof fields>;

/**
 * `source.options` of the format `table`: where each field of the canonical record is read in a spreadsheet, a plain
 * JSON export or simple XML records.
 */
export const tableOptions = z.strictObject({
  records: records.describe('How the file is cut into records.'),
  when: oneOrMore(condition).optional().describe('Only records for which all these hold are offers.'),
  empty: z.array(z.string()).default([]).describe('Values that stand for an empty cell (`N/A`, `-`).'),
  decimal: z.enum(['.', ',']).default('.').describe('Decimal sign of numbers that are written as text.'),
  fields,
});
export type TableOptions = z.infer<typeof tableOptions>;
