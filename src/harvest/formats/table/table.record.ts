import { z } from 'zod';

/** One record as `read` yields it. */
export const tableRecord = z.object({
  row: z.record(z.string(), z.unknown()).describe('Cells by column, or the JSON object, or the XML element.'),
  key: z.string().optional().describe('Key of the record, where it comes from a JSON object.'),
  misfit: z
    .object({ expected: z.number(), found: z.number() })
    .optional()
    .describe('Cells of a CSV row that has not as many as the header; its cells are absent.'),
  missing: z
    .array(z.string())
    .optional()
    .describe('Columns that the options read and the file does not have; with the first record of a file only.'),
  oversized: z.number().optional().describe('Size of a record that was too large to be read; its cells are absent.'),
});
export type TableRecord = z.infer<typeof tableRecord>;
export type Row = TableRecord['row'];

/** The record with its key as the column `$key`. */
export function rowOf({ row, key }: TableRecord): Row {
  return key === undefined ? row : { ...row, $key: key };
}
