import { z } from 'zod';

/** Text by language (BCP 47 tag, `und` when the source states none); at least one, none empty. */
export const languageMap = z
  .record(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/), z.string().min(1))
  .refine((map) => Object.keys(map).length > 0, 'at least one language')
  .meta({ minProperties: 1 });

/** A concept of a controlled vocabulary, by its IRI. */
export const conceptIri = z.string().regex(/^https?:\/\/\S+$/);

/** An absolute http(s) address of at most 2,048 characters; nothing else is ever published as a link. */
export const webUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s/]/i);

/** Calendar date, ISO 8601 `YYYY-MM-DD`. */
export const isoDate = z.iso.date();

/** Instant, ISO 8601 in UTC. */
export const isoInstant = z.iso.datetime({ offset: false });

/** ISO 8601 duration. */
export const isoDuration = z
  .string()
  .regex(
    /^P(?!$)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?!$)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/,
  );

/** WGS 84 point, decimal degrees. */
export const geoPoint = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
