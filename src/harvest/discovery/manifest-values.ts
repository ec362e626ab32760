import { z } from 'zod';

type Stated<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without the properties that are `undefined`. */
export function stated<T extends object>(object: T): Stated<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Stated<T>;
}

/** Numbers and truth values count as their text; anything else that is no text is `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** An optional value; one that does not fit is a problem and left out. */
export function settingOf<T>(value: unknown, schema: z.ZodType<T>, place: string, problems: string[]): T | undefined {
  if (value === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  problems.push(`${place}: ${result.error.issues[0]?.message ?? 'cannot be used'}, so it is left out`);
  return undefined;
}

const record = z.record(z.string(), z.unknown());

/** Names and their values (`headers`, `queryParameters`); a value that is no text, number or truth value is left out. */
export function values(value: unknown, place: string, problems: string[]): Record<string, string> {
  const given = settingOf(value, record, place, problems) ?? {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, each]) => {
      const text = textOf(each);
      if (text === undefined) problems.push(`${place}.${name}: expected a text, so it is left out`);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
