import { isIP } from 'node:net';
import { z } from 'zod';
import { parseUrl } from '../domain/parse-url.js';

/** How the text of an environment variable is read: the value, or what was expected instead. */
export interface Kind<T> {
  /** Completes the sentence "expected …". */
  readonly expected: string;
  readonly schema: z.ZodType<T, string>;
}

function kind<T>(expected: string, schema: z.ZodType<T, string>): Kind<T> {
  return { expected, schema };
}

/** Reads with `read`; `undefined` means that the text is not of this kind. */
function readBy<T>(expected: string, read: (text: string) => T | undefined): Kind<T> {
  return kind(
    expected,
    z.string().transform((text, context) => {
      const value = read(text.trim());
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    }),
  );
}

export const text = (expected: string, pattern = /\S/): Kind<string> =>
  readBy(expected, (value) => (pattern.test(value) ? value : undefined));

export const wholeNumber = (least: number, most: number): Kind<number> =>
  readBy(`a whole number from ${least} to ${most}`, (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  });

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** Bytes, written with or without a unit: `65536`, `100 kB`, `64 MiB`. */
export const bytes = (least: number): Kind<number> =>
  readBy(`a size of at least ${least} bytes, such as 65536, 100 kB or 64 MiB`, (value) => {
    const [, number = '', unit = ''] = /^(\d{1,12}(?:\.\d{1,3})?)\s*([kmg]?i?b)?$/i.exec(value) ?? [];
    const factor = units[unit.toLowerCase()];
    const size = number === '' || factor === undefined ? Number.NaN : Math.round(Number(number) * factor);
    return size >= least && size <= Number.MAX_SAFE_INTEGER ? size : undefined;
  });

export const choice = <const T extends readonly string[]>(...values: T): Kind<T[number]> =>
  readBy(`one of ${values.join(', ')}`, (value) => values.find((each) => each === value.toLowerCase()));

export const onOff: Kind<boolean> = readBy('on or off', (value) => switches[value.toLowerCase()]);
const switches: Readonly<Record<string, boolean | undefined>> = { on: true, off: false };

/** Days from 0, or `never`, which is `Infinity`. */
export const daysOrNever: Kind<number> = readBy('a whole number of days, or never', (value) => {
  if (value.toLowerCase() === 'never') return Number.POSITIVE_INFINITY;
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
});

const instants = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** An ISO 8601 instant with its zone, or a calendar date, which means its first moment in UTC. */
export const instant: Kind<Date> = readBy(
  'an ISO 8601 date such as 2026-11-23, or an instant with a zone such as 2026-11-23T10:00:00Z',
  (value) => (instants.safeParse(value).success ? new Date(value) : undefined),
);

/** An absolute address with one of the protocols. */
export const address = (...protocols: readonly string[]): Kind<string> =>
  readBy(`an address that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`, (value) =>
    protocols.includes(parseUrl(value)?.protocol ?? '') && parseUrl(value)?.hostname !== '' ? value : undefined,
  );

function list(value: string): string[] {
  return [...new Set(value.split(',').map((each) => each.trim()))].filter((each) => each !== '');
}

/** Bearer tokens (RFC 6750 §2.1), each of at least 16 characters. */
export const tokens: Kind<readonly string[]> = readBy(
  'at least 16 letters, digits or -._~+/=, or several such tokens separated by commas',
  (value) => {
    const all = list(value);
    return all.length > 0 && all.every((token) => /^[A-Za-z0-9._~+/=-]{16,500}$/.test(token)) ? all : undefined;
  },
);

const hostAndPort = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?):(\d{1,5})$/;

/** Exact `host:port` pairs, lower case, separated by commas. */
export const hosts: Kind<readonly string[]> = readBy(
  'a comma-separated list of exact host:port pairs, such as feeds.example.org:8443, [::1]:8080',
  (value) => {
    const pairs = list(value.toLowerCase());
    const valid = pairs.every((pair) => {
      const port = Number(hostAndPort.exec(pair)?.[1]);
      return port >= 1 && port <= 65_535;
    });
    return valid ? pairs : undefined;
  },
);

/** Addresses, networks as `10.0.0.0/8`, and the names that stand for such. */
export const networks: Kind<readonly string[]> = readBy(
  'a comma-separated list of addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
  (value) => {
    const all = list(value.toLowerCase());
    const valid = all.every((each) => {
      const [ip = '', bits, more] = each.split('/');
      const most = isIP(ip) === 4 ? 32 : 128;
      const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
      return (
        ['loopback', 'linklocal', 'uniquelocal'].includes(each) || (isIP(ip) > 0 && isNetwork && more === undefined)
      );
    });
    return valid ? all : undefined;
  },
);

/** Origins as browsers send them, or `*` for every origin. */
export const origins: Kind<readonly string[] | '*'> = readBy(
  'either * or a comma-separated list of origins, such as https://www.example.org',
  (value) => {
    if (value === '*') return '*';
    const all = list(value);
    const valid = all.every((each) => /^https?:/.test(each) && parseUrl(each)?.origin === each.toLowerCase());
    return valid ? all.map((each) => each.toLowerCase()) : undefined;
  },
);
