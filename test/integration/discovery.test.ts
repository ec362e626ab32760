import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type LocateContext, locateManifest } from '../../src/harvest/discovery/locate.js';
import type { Probe } from '../../src/harvest/discovery/probe.js';
import { fakeDns, locateContext, manifestOf, record, site, wellKnown } from './discovery-servers.js';
import { serveRaw, text } from './faulty-server.js';
import { codeOf, started } from './read-feeds.js';

const elm = { type: 'elm', path: 'https://data.uni.example/elm.ttl', id: 'all' };
const provider = { schac: 'uni.example', website: 'https://www.portal.uni.example/start' };
const uni = { schac: 'uni.example' };

/** The attempts, in short. */
async function attempts(context: LocateContext, who: object = uni) {
  const { probes, ...search } = await locateManifest(who, context);
  return {
    ...search,
    tried: probes.map(({ domain, method, outcome, status }) =>
      [domain, method, outcome, ...(status === undefined ? [] : [status])].join(' '),
    ),
    probes,
  };
}

describe('a manifest is found', () => {
  test('by the DNS record, before anything is asked of the site', async () => {
    const server = await site({ '/m': manifestOf(elm), [wellKnown]: manifestOf({ ...elm, id: 'other' }) });
    const dns = fakeDns({ 'uni.example': [['v=spf1 -all'], ['v=qldiscover1; ', `m=${server.url}m`]] });
    const { found, tried, problems, probes } = await attempts(locateContext({ 'uni.example': server }, dns));
    expect(found).toMatchObject({
      domain: 'uni.example',
      method: 'dns',
      address: `${server.url}m`,
      manifest: { sources: [{ id: 'all' }] },
    });
    expect(probes).toEqual([
      {
        domain: 'uni.example',
        method: 'dns',
        address: `${server.url}m`,
        outcome: 'manifest',
        status: 200,
        at: '2026-11-23T12:00:00.000Z',
      },
    ]);
    expect([tried.length, problems, server.requests.length]).toEqual([1, [], 1]);
    expect(server.requests[0]?.headers['user-agent']).toBe('Lotse/test (+https://lotse.example)');
  });

  test.each([
    ['', ['none', 'manifest 200']],
    ['.json', ['none', 'none 404', 'manifest 200']],
    ['.yaml', ['none', 'none 404', 'none 404', 'manifest 200']],
  ])('at the well-known address%s', async (ending, outcomes) => {
    const document = text(ending === '.yaml' ? stringify({ sources: [elm] }) : JSON.stringify({ sources: [elm] }));
    const server = await site({ [`${wellKnown}${ending}`]: document });
    const { found, tried } = await attempts(locateContext({ 'uni.example': server }));
    const methods = ['dns', 'well-known', 'well-known-json', 'well-known-yaml'];
    expect(tried).toEqual(outcomes.map((outcome, step) => `uni.example ${methods[step]} ${outcome}`));
    expect(found?.manifest.sources).toMatchObject([elm].map(({ id, type }) => ({ id, type })));
  });

  test('at the domains in the order of the specification, both ways at each, and the search ends with the first', async () => {
    const empty = await site();
    const last = await site({ [`${wellKnown}.json`]: manifestOf(elm) });
    const dns = fakeDns({});
    const hosts = { 'uni.example': empty, 'www.portal.uni.example': empty, 'portal.uni.example': last };
    const { candidates, found, tried } = await attempts(locateContext(hosts, dns), provider);
    expect(candidates).toEqual(['uni.example', 'www.portal.uni.example', 'portal.uni.example']);
    const nothing = ['dns none', 'well-known none 404', 'well-known-json none 404', 'well-known-yaml none 404'];
    expect(tried).toEqual([
      ...nothing.map((each) => `uni.example ${each}`),
      ...nothing.map((each) => `www.portal.uni.example ${each}`),
      ...['dns none', 'well-known none 404', 'well-known-json manifest 200'].map(
        (each) => `portal.uni.example ${each}`,
      ),
    ]);
    expect(dns.asked).toEqual(candidates);
    expect(found).toMatchObject({ domain: 'portal.uni.example', method: 'well-known-json' });
  });

  test('after one that is broken, which is reported; a page in its place is not', async () => {
    const server = await site({
      '/m': text('<html>moved</html>'),
      [wellKnown]: text('<!DOCTYPE html><title>Uni</title>'),
      [`${wellKnown}.json`]: text('{"sources": [{"type": "elm", "path": "uni.example/feed"}]}'),
      [`${wellKnown}.yaml`]: manifestOf(elm, { type: 'scorm', path: elm.path }),
    });
    const dns = fakeDns({ 'uni.example': record(`${server.url}m`) });
    const { found, tried, problems } = await attempts(locateContext({ 'uni.example': server }, dns));
    expect(tried.map((each) => each.split(' ').slice(1).join(' '))).toEqual([
      ...['dns other 200', 'well-known other 200', 'well-known-json broken 200', 'well-known-yaml manifest 200'],
    ]);
    expect(found?.method).toBe('well-known-yaml');
    const place = `uni.example (${server.url.slice(0, -1)}`;
    expect(problems).toEqual([
      `${place}/m): it is a page or XML document`,
      `${place}${wellKnown}.json): sources[0].path: expected an address that starts with http:// or https://`,
      expect.stringContaining(`${place}${wellKnown}.yaml): sources[1].type: `),
    ]);
  });

  test('after a redirect to another host that may be asked', async () => {
    const target = await site({ '/there': manifestOf(elm) });
    const server = await site({ [wellKnown]: text('', { location: `${target.url}there` }, 302) });
    const { found } = await attempts(locateContext({ 'uni.example': server, target }));
    expect(found?.address).toBe(`${target.url}there`);
  });
});

describe('no manifest is found', () => {
  test('where there is none: nothing is wrong with that', async () => {
    const server = await site();
    const { found, problems, tried } = await attempts(locateContext({ 'uni.example': server }));
    expect([found, problems, tried.length]).toEqual([undefined, [], 4]);
  });

  test('behind a record that leads nowhere, which is reported', async () => {
    const server = await site();
    const dns = fakeDns({ 'uni.example': [...record(`${server.url}gone`), ['v=qldiscover1; m=none']] });
    const { problems } = await attempts(locateContext({ 'uni.example': server }, dns));
    expect(problems).toEqual([`uni.example (${server.url}gone): answered with status 404`]);
    const broken = await attempts(
      locateContext({ 'uni.example': server }, fakeDns({ 'uni.example': [['v=qldiscover1']] })),
    );
    expect(broken.problems).toEqual([expect.stringMatching(/^uni\.example \(dns\): the record has no address/)]);
  });

  test('when the resolver and the server fail; a host that is away is asked once', async () => {
    const error = Object.assign(new Error(), { code: 'ESERVFAIL' });
    const server = await started(serveRaw((socket) => socket.destroy()));
    const { probes, tried } = await attempts(
      locateContext({ 'uni.example': server }, fakeDns({ 'uni.example': error })),
    );
    expect(tried).toEqual(['uni.example dns failed', 'uni.example well-known failed']);
    expect(probes[1]?.detail).toMatch(/^SOURCE_UNREACHABLE: /);
  });

  test('on a private network, by address, by name, or by a redirect', async () => {
    const secret = await site({ '/admin': manifestOf(elm) });
    const server = await site({ [wellKnown]: text('', { location: `${secret.url}admin` }, 302) });
    const dns = fakeDns({
      'uni.example': [
        ...record(`${secret.url}admin`),
        ...record('http://[::ffff:10.0.0.1]/'),
        ...record('http://localhost:9/'),
      ],
    });
    const { found, tried, problems } = await attempts(locateContext({ 'uni.example': server }, dns));
    expect(found).toBeUndefined();
    expect(tried.slice(0, 4).map((each) => each.split(' ').slice(1).join(' '))).toEqual([
      ...['dns failed', 'dns failed', 'dns failed', 'well-known failed'],
    ]);
    expect(problems.map((problem) => problem.split(': ')[1])).toEqual(Array(4).fill('SSRF_BLOCKED'));
    expect(secret.requests).toEqual([]);
  });

  test('in what is larger than a megabyte, also when it was packed', async () => {
    const padding = `# ${'x'.repeat(1_000_001)}\n`;
    const large = text(`${padding}sources: []`);
    const { gzipSync } = await import('node:zlib');
    const packed = text(gzipSync(`{"sources":${JSON.stringify([elm])}}${' '.repeat(1_000_001)}`), {
      'content-encoding': 'gzip',
    });
    const server = await site({ [wellKnown]: large, [`${wellKnown}.json`]: packed });
    const { tried, problems } = await attempts(locateContext({ 'uni.example': server }));
    expect(tried.slice(1, 3)).toEqual(['uni.example well-known failed', 'uni.example well-known-json failed']);
    expect(problems.map((problem) => problem.split(': ')[1])).toEqual(['FEED_TOO_LARGE', 'FEED_TOO_LARGE']);
  });

  test('once the search is cancelled; what was asked by then is recorded, and nothing else', async () => {
    const controller = new AbortController();
    const server = await site({ [wellKnown]: () => controller.abort() });
    const recorded: Probe[] = [];
    const record = async (probe: Probe) => void recorded.push(probe);
    const context = locateContext({ 'uni.example': server }, fakeDns({}), { signal: controller.signal });
    expect(await codeOf(locateManifest(uni, { ...context, record }))).toBe('CANCELLED');
    expect(recorded).toMatchObject([
      { method: 'dns', outcome: 'none' },
      { method: 'well-known', outcome: 'failed', detail: expect.stringMatching(/^CANCELLED: /) },
    ]);
    expect(await codeOf(locateManifest(uni, { ...context, record }))).toBe('CANCELLED');
    expect([recorded.length, server.requests.length]).toEqual([2, 1]);
  });
});
