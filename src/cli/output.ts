/** Where commands write: results to stdout, all else to stderr. */
export interface Output {
  /** One line of result. */
  line(text: string): void;
  /** One line for the person at the terminal. */
  note(text: string): void;
  readonly stderr: NodeJS.WriteStream;
}

export const terminal: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  stderr: process.stderr,
};

/** Rows as aligned columns; the first row is the head. */
export function columns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  const numeric = (rows[1] ?? []).map((cell) => typeof cell === 'number');
  const cell = (text: string, column: number) =>
    numeric[column] === true ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) =>
    row
      .map((each, column) => cell(String(each), column))
      .join('  ')
      .trimEnd(),
  );
}
