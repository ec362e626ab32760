import { z } from 'zod';
import { xmlNode } from '../../mapping/xml-record.js';

/** An `orgUnit` without what it contains, as far as it is public: contact persons are never kept. */
const unit = z.object({
  /** `@id`, `@ident` and `orgUnitID`, each once. */
  ids: z.array(z.string()),
  /** `orgUnitName`. */
  names: z.array(xmlNode),
  /** `orgUnitCode`. */
  codes: z.array(xmlNode),
  /** `orgUnitKind@orgTypeCode`, else `@orgType`. */
  kind: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
  homepage: z.string().optional(),
});

const related = z.object({ id: z.string(), language: z.string().optional(), title: z.string().optional() });

/** What a program or course consists of: what a reference leads to, or the reference alone where that is not known. */
export interface CdmPart {
  readonly reference: string;
  /** Whether the reference is to something in the same document (`@idRef`). */
  readonly inDocument: boolean;
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  /** `credits@ECTScredits` of a block. */
  readonly ects?: string | undefined;
  /** Of a block in the structure, which is no offer: what it holds. */
  readonly parts?: readonly CdmPart[] | undefined;
}

const part: z.ZodType<CdmPart> = z.lazy(() =>
  related.partial().extend({
    reference: z.string(),
    inDocument: z.boolean(),
    ects: z.string().optional(),
    parts: z.array(part).optional(),
  }),
);

const habilitation = z.object({
  /** `habilistatus@habiliStatusValue`. */
  status: z.string(),
});

/** A `program` or `course`, and what the rest of its document says about it. */
export const cdmRecord = z.object({
  element: xmlNode,
  /** `@language` of the nearest element around it that has one. */
  language: z.string().optional(),
  /** The organisations that offer it: outermost first, each once. */
  providers: z.array(unit).default([]),
  /** The institutions that hold the habilitation to award. */
  awarding: z.array(unit).default([]),
  habilitations: z.array(habilitation).default([]),
  /** What it refers to as its parts, in the order of its references. */
  parts: z.array(part).default([]),
  /** The programs and courses that refer to it as their part, themselves or by way of blocks. */
  wholes: z.array(related).default([]),
  /** Whether only blocks refer to it. */
  inBlock: z.boolean().default(false),
  /** `properties/datetime` of the document: `@date` and `@time`. */
  exported: z.object({ date: z.string(), time: z.string() }).optional(),
  /** Size of the element in characters, if it is over the limit; its content was not kept then. */
  oversized: z.number().optional(),
});
export type CdmRecord = z.output<typeof cdmRecord>;
export type CdmUnit = z.output<typeof unit>;
export type CdmReference = z.output<typeof related>;
