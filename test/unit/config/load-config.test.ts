import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { clockOf, settings } from '../../../src/config/config.js';
import { ConfigInvalid, environment, loadConfig } from '../../../src/config/load-config.js';

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
  return [];
}

test('an empty environment gives a configuration that runs out of the box', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    ...{ host: '127.0.0.1', port: 4000, meiliPrefix: 'lotse', bodyLimit: 100_000, cacheMaxBytes: 64 * 2 ** 20 },
    ...{
      jit: true,
      corsOrigins: '*',
      allowHosts: [],
      harvestOnStart: 'auto',
      logLevel: undefined,
      searchTimeoutMs: 2000,
    },
    ...{ dataDir: resolve('data'), feedMaxBytes: 200_000_000, recordMaxBytes: 256_000 },
  });
  expect(config.meiliUrl).toBeUndefined();
  expect(config.redisUrl).toBeUndefined();
  expect(config.now).toBeUndefined();
});

test('the default sources are a file of the package', () => {
  const { sourcesFile } = loadConfig({});
  expect(isAbsolute(sourcesFile)).toBe(true);
  expect(existsSync(sourcesFile)).toBe(true);
});

test('an empty variable counts as unset, as compose files set them', () => {
  expect(loadConfig({ PORT: '', MEILI_URL: '  ', LOTSE_NOW: '' })).toEqual(loadConfig({}));
});

test('values are read as what they are', () => {
  const config = loadConfig({
    ...{ PORT: '0', LOTSE_JIT: 'off', LOTSE_LOG_LEVEL: 'WARN', LOTSE_BODY_LIMIT: '1.5 MiB', LOTSE_DATA: '/srv/lotse' },
    ...{
      LOTSE_ALLOW_HOSTS: 'Feeds.example.org:8443, [::1]:80,',
      LOTSE_CORS_ORIGINS: 'https://a.example,http://b:8080',
    },
    ...{
      MEILI_URL: 'http://search:7700',
      MEILI_KEY: 'abc',
      LOTSE_MEILI_MEMORY: '512 MiB',
      LOTSE_FEED_MAX_BYTES: '2GB',
    },
  });
  expect(config).toMatchObject({
    ...{ port: 0, jit: false, logLevel: 'warn', bodyLimit: 1.5 * 2 ** 20, dataDir: '/srv/lotse' },
    ...{ allowHosts: ['feeds.example.org:8443', '[::1]:80'], corsOrigins: ['https://a.example', 'http://b:8080'] },
    ...{ meiliUrl: 'http://search:7700', meiliKey: 'abc', meiliMemory: '512 MiB', feedMaxBytes: 2_000_000_000 },
  });
});

test('all problems are told at once, each with its variable and what is expected', () => {
  const problems = problemsOf({ PORT: '99999', LOTSE_JIT: 'maybe', LOTSE_NOW: '2026-02-30', REDIS_URL: 'localhost' });
  expect([...problems].sort()).toEqual([
    'LOTSE_JIT: expected on or off, not "maybe"',
    'LOTSE_NOW: expected an ISO 8601 date such as 2026-11-23, or an instant with a zone such as 2026-11-23T10:00:00Z, not "2026-02-30"',
    'PORT: expected a whole number from 0 to 65535, not "99999"',
    'REDIS_URL: expected an address that starts with redis:// or rediss://',
  ]);
  expect(() => loadConfig({ PORT: 'x', LOTSE_JIT: 'x' })).toThrow(/PORT: .*\n {2}LOTSE_JIT: /s);
});

test.each([
  ['MEILI_URL', 'ftp://user:hunter2@host'],
  ['MEILI_KEY', 'hunter2 hunter2'],
  ['REDIS_URL', 'http://:hunter2@host'],
])('a wrong %s is named but not printed', (env, value) => {
  const told = problemsOf({ [env]: value }).join();
  expect(told).toContain(env);
  expect(told).not.toContain('hunter2');
});

test('a key without the engine it belongs to is refused rather than ignored', () => {
  expect(problemsOf({ MEILI_KEY: 'abc' })).toEqual(['MEILI_KEY: is set without MEILI_URL, which it belongs to']);
});

test.each([
  ['PORT', ['-1', '4000.5', '1e3', '0x10', 'http', '65536']],
  ['HOST', ['a host', 'http://x']],
  ['LOTSE_BODY_LIMIT', ['-1', '0', '10 parsecs', '100 kBit', '1e9']],
  ['LOTSE_NOW', ['today', '2026', '2026-11-23T10:00:00', '23.11.2026']],
  ['LOTSE_ALLOW_HOSTS', ['example.org', 'example.org:0', '*:80', 'http://example.org:80', 'a:80 b:80', 'a:70000']],
  ['LOTSE_CORS_ORIGINS', ['example.org', '*,https://a.example', 'https://a.example/path', 'ftp://a']],
  ['LOTSE_MEILI_PREFIX', ['a b', '../x', 'x'.repeat(65)]],
  ['LOTSE_MEILI_MEMORY', ['lots', '0GiB', '1', '--foo']],
  ['LOTSE_HARVEST_ON_START', ['yes', 'true']],
  ['LOTSE_LOG_LEVEL', ['loud']],
])('%s refuses what it cannot mean', (env, values) => {
  for (const value of values) expect(problemsOf({ [env]: value }), value).toHaveLength(1);
});

test('every setting has a variable of its own, and a default that is valid', () => {
  const all = Object.values(settings);
  expect(new Set(all.map(({ env }) => env)).size).toBe(all.length);
  expect(problemsOf({})).toEqual([]);
});

test('the clock stands still at LOTSE_NOW, whoever changes the date it gave', () => {
  const clock = clockOf(loadConfig({ LOTSE_NOW: '2026-11-23T12:00:00+02:00' }));
  clock().setFullYear(1999);
  expect(clock().toISOString()).toBe('2026-11-23T10:00:00.000Z');
  expect(clockOf(loadConfig({ LOTSE_NOW: '2026-11-23' }))().toISOString()).toBe('2026-11-23T00:00:00.000Z');
});

test('without LOTSE_NOW the clock is that of the machine', () => {
  const before = Date.now();
  const now = clockOf(loadConfig({}))().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('the environment is that of the process', () => {
  expect(environment().PATH).toBe(process.env.PATH);
});

test('trusted proxies are addresses, networks, or names of such', () => {
  const read = (LOTSE_TRUSTED_PROXIES: string) => loadConfig({ LOTSE_TRUSTED_PROXIES }).trustedProxies;
  expect(read('10.0.0.0/8, loopback,fd00::/8')).toEqual(['10.0.0.0/8', 'loopback', 'fd00::/8']);
  expect(loadConfig({}).trustedProxies).toEqual([]);
  for (const wrong of ['10.0.0.0/33', 'proxy.example.org', '10.0.0.1/8/9', '*'])
    expect(problemsOf({ LOTSE_TRUSTED_PROXIES: wrong })).toHaveLength(1);
});
