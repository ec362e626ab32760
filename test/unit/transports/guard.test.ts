import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { guardedConnector, isPublicAddress } from '../../../src/harvest/transports/guard.js';
import { retryAfterMs } from '../../../src/harvest/transports/retry.js';

describe('an address is public', () => {
  test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '::7f00:1',
    '::127.0.0.1',
    '::ffff:0:7f00:1',
    '2001::1',
    'fec0::1',
    '4000::1',
    'fe80::1%eth0',
    '2002:7f00:1::',
    '2001:db8::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a name is refused by every address it resolves to', () => {
  const resolvingTo =
    (...addresses: string[]): LookupFunction =>
    (_, __, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  test.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::ffff:127.0.0.1']], [['2606:4700::1111', 'fe80::1']]])(
    '%j',
    async (addresses) => {
      const connect = guardedConnector({
        allowHosts: [],
        connectTimeoutMs: 500,
        onBroken: () => undefined,
        lookup: resolvingTo(...addresses),
      });
      const error = await new Promise((resolve) =>
        connect({ hostname: 'rebind.example', protocol: 'http:', port: '9' }, (...outcome) => resolve(outcome[0])),
      );
      expect(error).toMatchObject({ code: 'SSRF_BLOCKED' });
    },
  );
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterMs('7', now)).toBe(7000);
  expect(retryAfterMs('Thu, 01 Jan 2026 00:00:10 GMT', now)).toBe(10_000);
  expect(retryAfterMs('Wed, 31 Dec 2025 00:00:10 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs('-5', now)).toBeUndefined();
});
