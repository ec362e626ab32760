/**
 * What to tell of a feed that no format knows by its beginning, where it may be a table: which column is which field is
 * never guessed. Nothing where it is none.
 */
export function tableHint(text: string): string | undefined {
  const reads = 'format table reads it, its columns declared in the sources file';
  if (text.startsWith('PK')) return `is a workbook: ${reads}`;
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  if (!/^[^<{[]*[,;\t][^<{[]*$/.test(first)) return undefined;
  return `looks like none of the formats that tell themselves; if it is a table, ${reads}; it begins: ${first.slice(0, 500)}`;
}
