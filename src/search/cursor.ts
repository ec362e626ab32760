import { lastDay } from '../domain/days.js';
import { InvalidArgument } from './invalid-argument.js';

/** Place of a hit in a result: its offset, the result that it belongs to, and the day that the result was made for. */
export interface Cursor {
  readonly offset: number;
  readonly plan: string;
  readonly day: number;
}

/** Opaque text of a cursor (Relay cursor connections specification). */
export function encodeCursor({ offset, plan, day }: Cursor): string {
  return Buffer.from(`1:${offset}:${plan}:${day}`).toString('base64url');
}

/** Reads a cursor back. Throws {@link InvalidArgument} with reason `INVALID_CURSOR`. */
export function decodeCursor(text: string, argument: string): Cursor {
  const match = /^1:(\d{1,9}):([0-9a-f]{16}):(\d{1,5})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (match === null || Number(match[3]) > lastDay)
    throw new InvalidArgument(
      argument,
      'INVALID_CURSOR',
      'This is not a cursor of this gateway; take one from an edge or from pageInfo.',
    );
  return { offset: Number(match[1]), plan: match[2] ?? '', day: Number(match[3]) };
}
