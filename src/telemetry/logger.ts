import { destination, type Level, type Logger, pino } from 'pino';

export interface LoggerOptions {
  readonly level: Level | 'silent';
  /** Where lines go. @default stderr, so that stdout stays free for what a command prints */
  readonly write?: (line: string) => void;
}

/** Values under these names are replaced before they are written, at the top of a line or one level below. */
const secrets = ['authorization', 'cookie', 'password', 'key', 'apiKey', 'masterKey', 'token'];

/**
 * A logger of JSON lines, one per event, whatever the text in it. Pipe it through `pino-pretty` to read it.
 * A reader of the log that stops reading does not stop the server: lines beyond 4 MiB are dropped until it reads on.
 */
export function createLogger({ level, write }: LoggerOptions): Logger {
  const stream = write === undefined ? destination({ dest: 2, sync: false, maxLength: 4 * 2 ** 20 }) : { write };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '…' },
    },
    stream,
  );
}
