/** A logger that keeps what it is told. */
export function recordingLog() {
  const lines: { readonly level: string; readonly message: string; readonly fields: object }[] = [];
  const at =
    (level: string) =>
    (first: unknown, message?: string): void => {
      const fields = typeof first === 'object' && first !== null ? first : {};
      lines.push({ level, message: message ?? String(first), fields });
    };
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}
