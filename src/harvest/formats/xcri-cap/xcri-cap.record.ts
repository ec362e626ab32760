import { z } from 'zod';

/**
 * An element of the XCRI-CAP family, reduced to what the standard gives a meaning to. Names are local and in lower case,
 * because feeds in the old namespace, in none, or in the wrong case are read alike; elements of other namespaces
 * (extensions of one provider) are left out, as EN 15982 lets an aggregator do.
 */
export interface XcriNode {
  /** Local name in lower case. */
  readonly name: string;
  /** `xsi:type`, `identifier`, `dtf`, `interval`, `generated`, `recstatus` …, as written. */
  readonly attributes: Readonly<Record<string, string>>;
  /** `xml:lang` (or the `lang` of a descriptive text element), its own or inherited. */
  readonly language?: string | undefined;
  /** Character data; empty for structures such as `course`. */
  readonly text: string;
  /** Content as XML, where it is XHTML. */
  readonly html?: string | undefined;
  readonly children: readonly XcriNode[];
}

const node: z.ZodType<XcriNode> = z.lazy(() =>
  z.object({
    name: z.string(),
    attributes: z.record(z.string(), z.string()),
    language: z.string().optional(),
    text: z.string(),
    html: z.string().optional(),
    children: z.array(node),
  }),
);

/** A `course` with the complete `provider` that offers it and the `catalog` around them. */
export const xcriRecord = z.object({
  course: node,
  /** All children of the provider but its courses, those after the courses included. Absent for a bare `course`. */
  provider: node.optional(),
  /** Its attributes, and its own children before the provider. */
  catalog: node.optional(),
  /** Size of the course in characters, if it is over the limit; its content was not kept then. */
  oversized: z.number().optional(),
});
export type XcriRecord = z.infer<typeof xcriRecord>;
