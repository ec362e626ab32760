import { readFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type SourcesAddOptions, sourcesAddCommand } from '../../src/cli/commands/sources-add.js';
import { sourcesCheckCommand } from '../../src/cli/commands/sources-check.js';
import { sourcesPreviewCommand } from '../../src/cli/commands/sources-preview.js';
import { formats } from '../../src/harvest/formats/registry.js';
import type { ReaderOptions } from '../../src/harvest/reader.js';
import { loadSources } from '../../src/harvest/sources-file.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import { lotse } from '../support/cli.js';
import { textSheet, workbookFile } from '../support/workbook-file.js';
import { api } from './api-server.js';
import type { RunningServer } from './faulty-server.js';
import { baseDir, contextOf } from './read-feeds.js';

const file = join(baseDir, 'sources.yaml');
beforeEach(() => rm(file, { force: true }));

function readerOf(hosts: readonly RunningServer[]): ReaderOptions {
  return {
    formats,
    openFeeds: (source, signal, memory, scratchDir) =>
      openFeeds(source, {
        ...contextOf({ allowHosts: hosts.map(({ host }) => host), signal, scratchDir, limits: { idleTimeoutMs: 300 } }),
        politeness: new Politeness({ minIntervalMs: 0 }),
        ...(memory === undefined ? {} : { memory }),
      }),
    limits: { maxDepth: 64, maxRecordBytes: 256_000 },
    now: () => new Date('2026-05-01T00:00:00Z'),
  };
}

function recorded() {
  const lines: string[] = [];
  const notes: string[] = [];
  const output = {
    line: (text: string) => void lines.push(text),
    note: (text: string) => void notes.push(text),
    stderr: process.stderr,
  };
  return { lines, notes, output };
}

const signal = new AbortController().signal;
const settings = { records: 5, timeout: 20 };
const courses = (server: RunningServer, names: readonly string[]) =>
  names.map((name) => ({
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': `${server.url}${name}`,
    name,
    description: 'x',
  }));
const page = (name: string) =>
  `<!doctype html><html><body><div itemscope itemtype="https://schema.org/Course" itemid="https://a.example/${name}"><b itemprop="name">${name}</b><i itemprop="description">x</i></div></body></html>`;

async function add(address: string, hosts: readonly RunningServer[], options: Partial<SourcesAddOptions> = {}) {
  const { lines, notes, output } = recorded();
  const code = await sourcesAddCommand(address, { ...settings, file, ...options }, readerOf(hosts), output, signal);
  const written = await readFile(file, 'utf8').catch(() => '');
  return { code, lines, notes, written };
}

describe('lotse sources add', () => {
  test('a document: the format is told, the first records are read, the file keeps its comments', async () => {
    const server = await api((): { body: object } => ({ body: courses(server, ['Sails', 'Knots']) }));
    await writeFile(file, '# ours\nsources:\n  - id: first # the oldest\n    name: First\n    location: first.json\n');
    const { code, written } = await add(`${server.url}data/courses.json`, [server], {
      name: 'Harbour',
      licence: 'CC0-1.0',
    });
    expect(code).toBe(0);
    expect(written).toMatch(/^# ours\nsources:\n {2}- id: first # the oldest\n/);
    const { sources } = await loadSources(file);
    expect(sources[1]).toMatchObject({
      id: '127-0-0-1-data-courses',
      name: 'Harbour',
      format: 'schema-org',
      licence: 'CC0-1.0',
      location: `${server.url}data/courses.json`,
    });
    expect((await add(`${server.url}data/courses.json`, [server])).code).toBe(1);
  });

  test('a sitemap, also found by way of a page that has no offers', async () => {
    const server = await api((url) => {
      if (url.pathname === '/map.xml')
        return {
          body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${server.url}c/1</loc></url></urlset>`,
        };
      if (url.pathname === '/robots.txt') return { body: `User-agent: *\nSitemap: ${server.url}map.xml\n` };
      if (url.pathname === '/c/1') return { headers: { 'content-type': 'text/html' }, body: page('Sails') };
      return { headers: { 'content-type': 'text/html' }, body: '<!doctype html><html><body>Welcome</body></html>' };
    });
    for (const path of ['map.xml', 'about']) {
      await rm(file, { force: true });
      expect((await add(server.url + path, [server], { id: 'site' })).code).toBe(0);
      expect((await loadSources(file)).sources[0]).toMatchObject({
        location: `${server.url}map.xml`,
        transport: { type: 'sitemap' },
      });
    }
  });

  test('a page with offers is itself the source', async () => {
    const server = await api(() => ({ headers: { 'content-type': 'text/html' }, body: page('Sails') }));
    expect((await add(`${server.url}c/1`, [server], { id: 'page' })).code).toBe(0);
    const [source] = (await loadSources(file)).sources;
    expect(source).toMatchObject({ format: 'schema-org', location: `${server.url}c/1` });
    expect(source?.transport).toBeUndefined();
  });

  test('an OAI-PMH repository, with the metadata format that holds offers', async () => {
    const head =
      '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-05-01T00:00:00Z</responseDate><request/>';
    const course = readFileSync('test/fixtures/xcri-cap/two-providers.xml', 'utf8').replace(/<\?xml[^>]*\?>/, '');
    const server = await api((url) => {
      const verb = url.searchParams.get('verb');
      const format = (prefix: string) =>
        `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>x</schema><metadataNamespace>y</metadataNamespace></metadataFormat>`;
      const answers: Readonly<Record<string, string>> = {
        Identify: '<Identify><granularity>YYYY-MM-DD</granularity><deletedRecord>no</deletedRecord></Identify>',
        ListMetadataFormats: `<ListMetadataFormats>${format('oai_dc')}${format('xcri')}</ListMetadataFormats>`,
        ListRecords: `<ListRecords><record><header><identifier>oai:1</identifier><datestamp>2026-01-01</datestamp></header><metadata>${course}</metadata></record></ListRecords>`,
      };
      return { body: `${head}${answers[verb ?? ''] ?? '<error code="badVerb"/>'}</OAI-PMH>` };
    });
    expect((await add(`${server.url}oai?verb=Identify`, [server], { id: 'oai' })).code).toBe(0);
    expect((await loadSources(file)).sources[0]).toMatchObject({
      location: `${server.url}oai`,
      transport: { type: 'oai-pmh', metadataPrefix: 'xcri' },
    });
  });

  test('a saved answer of an OAI-PMH repository is refused with what to do instead', async () => {
    const path = join(baseDir, 'oai.xml');
    await writeFile(
      path,
      '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords/></OAI-PMH>',
    );
    const { code, notes, written } = await add(path, []);
    expect([code, written]).toEqual([1, '']);
    expect(notes.join()).toMatch(/^UNKNOWN_FORMAT: oai\.xml: .*address of the repository/);
  });

  test('an API is read page by page from its root', async () => {
    const course = {
      courseId: 'c1',
      primaryCode: { codeType: 'x', code: '1' },
      name: [{ language: 'en', value: 'Sails' }],
      abbreviation: 'S',
      teachingLanguage: 'eng',
      level: 'bachelor',
    };
    const server = await api((url) => {
      if (url.pathname.endsWith('/courses'))
        return { body: { pageSize: 250, pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items: [course] } };
      return url.pathname.endsWith('/programs') || url.pathname.endsWith('/offerings')
        ? { body: { pageSize: 250, pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items: [] } }
        : undefined;
    });
    const { code } = await add(`${server.url}api/courses?pageSize=10`, [server], { id: 'uni' });
    expect(code).toBe(0);
    expect((await loadSources(file)).sources[0]).toMatchObject({
      ...{ location: `${server.url}api`, format: 'ooapi-v5' },
      transport: { type: 'pages', preset: 'ooapi-v5' },
    });
  });

  test('a file, relative to the sources file', async () => {
    await writeFile(
      join(baseDir, 'own.json'),
      JSON.stringify({ '@context': 'https://schema.org', '@type': 'Course', '@id': 'https://a.example/1', name: 'A' }),
    );
    expect((await add(join(baseDir, 'own.json'), [])).code).toBe(0);
    expect((await loadSources(file)).sources[0]).toMatchObject({ id: 'own', location: 'own.json' });
  });

  test('shows and writes nothing with --dry-run', async () => {
    const server = await api((): { body: object } => ({ body: courses(server, ['Sails']) }));
    const { code, lines, written } = await add(`${server.url}c.json`, [server], { dryRun: true, json: true });
    expect([code, written]).toEqual([0, '']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'schema-org' });
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['a spreadsheet, whose columns must be declared', 'Nr;Titel;ECTS\n1;A;2\n', /format table.*Nr;Titel;ECTS/],
    [
      'a workbook',
      workbookFile({ sheets: [{ name: 'S', content: textSheet([['a'], ['1']]) }] }),
      /workbook: format table/,
    ],
    ['a manifest', JSON.stringify({ sources: [{ type: 'elm', path: 'https://uni.example/elm' }] }), /lotse discover/],
    ['nothing that is known', '{"a": 1}', /none of the known formats/],
    ['a page without offers or sitemap', '<!doctype html><html><body>Hello</body></html>', /no sitemap/],
  ])('refuses, and says what to do: %s', async (_, body, expected) => {
    const server = await api((url) => (url.pathname === '/feed' ? { body } : undefined));
    const { code, notes, written } = await add(`${server.url}feed`, [server]);
    expect([code, written]).toEqual([1, '']);
    expect(notes.join('\n')).toMatch(expected);
  });

  test('refuses what gives no offers now, an address with a secret, and one that is not public', async () => {
    const server = await api(() => ({
      body: { '@context': 'https://schema.org', '@type': 'Course', description: 'no name, no id' },
    }));
    expect(await add(`${server.url}c.json`, [server])).toMatchObject({ code: 1, written: '' });
    expect((await add(`${server.url}c.json`, [server], { force: true })).code).toBe(2);
    expect((await loadSources(file)).sources).toHaveLength(1);
    const secret = await add(`${server.url}d.json?api_key=hush`, [server]);
    expect(secret.code).toBe(1);
    expect(JSON.stringify(secret)).not.toContain('hush');
    expect((await add(`${server.url}e.json`, [])).notes.join()).toMatch(/SSRF_BLOCKED/);
  });
});

describe('lotse sources check', () => {
  test('tells of each source whether it can be read, with the reason and advice, and leaves nothing behind', async () => {
    const server = await api((url) => {
      if (url.pathname === '/good') return { body: courses(server, ['Sails', 'Knots', 'Ropes']) };
      if (url.pathname === '/idle') return 'handled';
      return url.pathname === '/odd' ? { body: 'odd' } : undefined;
    });
    const other = await api(() => ({ body: '' }));
    const entry = (id: string, location: string, more = '') =>
      `  - {id: ${id}, name: X, location: '${location}'${more}}\n`;
    await writeFile(
      file,
      `sources:\n${entry('good', `${server.url}good`)}${entry('gone', `${server.url}gone`)}${entry('idle', `${server.url}idle`)}${entry('odd', `${server.url}odd`)}${entry('private', other.url)}${entry('off', `${server.url}good`, ', enabled: false')}`,
    );
    const known = await loadSources(file);
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('lotse-trial-'));
    const { lines, output } = recorded();
    const options = { records: 2, timeout: 20, json: true };
    expect(await sourcesCheckCommand(known, [], options, readerOf([server]), output, signal)).toBe(2);
    const trials = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(trials).toMatchObject([
      { source: 'good', outcome: 'readable', format: 'schema-org', offers: 2, broken: 0, complete: false },
      { source: 'gone', outcome: 'failed', error: { code: 'SOURCE_HTTP_STATUS' }, advice: expect.any(String) },
      { source: 'idle', outcome: 'failed', error: { code: 'SOURCE_TIMEOUT' } },
      { source: 'odd', outcome: 'failed', error: { code: 'UNKNOWN_FORMAT' } },
      {
        source: 'private',
        outcome: 'failed',
        error: { code: 'SSRF_BLOCKED' },
        advice: expect.stringContaining('LOTSE_ALLOW_HOSTS'),
      },
    ]);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('lotse-trial-'))).toEqual(before);
    const text = recorded();
    expect(await sourcesCheckCommand(known, ['off'], options, readerOf([server]), text.output, signal)).toBe(0);
    expect(await sourcesCheckCommand(known, ['gone', 'odd'], settings, readerOf([server]), text.output, signal)).toBe(
      1,
    );
    expect(text.lines.join('\n')).toMatch(/gone: SOURCE_HTTP_STATUS: /);
    expect(await sourcesCheckCommand(known, ['nobody'], settings, readerOf([]), text.output, signal)).toBe(1);
  });

  test('a server that drips is left in time, and is slow, not broken', async () => {
    const server = await api((_url, _request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[');
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
      return 'handled';
    });
    await writeFile(file, `sources:\n  - {id: slow, name: X, format: schema-org, location: '${server.url}'}\n`);
    const { lines, output } = recorded();
    const options = { records: 2, timeout: 1, json: true };
    expect(await sourcesCheckCommand(await loadSources(file), [], options, readerOf([server]), output, signal)).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ outcome: 'slow', documents: 1, offers: 0 });
  });
});

describe('lotse sources preview', () => {
  test('shows the first records as cards or as JSON, and what is wrong with them', async () => {
    const body = (server: RunningServer) => [
      {
        ...courses(server, ['Sails'])[0],
        inLanguage: 'de',
        provider: { '@type': 'Organization', name: 'Harbour\u001b[2J' },
      },
      { '@context': 'https://schema.org', '@type': 'Course', '@id': 'https://a.example/nameless', description: 'x' },
      ...courses(server, ['Knots', 'Ropes']),
    ];
    const server = await api((): { body: object } => ({ body: body(server) }));
    await writeFile(file, `sources:\n  - {id: own, name: X, language: en, location: '${server.url}'}\n`);
    const known = await loadSources(file);
    const cards = recorded();
    expect(
      await sourcesPreviewCommand(known, 'own', { records: 3, timeout: 20 }, readerOf([server]), cards.output, signal),
    ).toBe(2);
    const text = cards.lines.join('\n');
    expect(text).toMatch(/^Sails \[en\]\n {2}id {9}http.*schema-org.*record 1\n/);
    expect(text).toContain('language   German');
    expect(text).toMatch(/error in https:\/\/a.example\/nameless at \S+: MISSING_REQUIRED/);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('Ropes');
    const json = recorded();
    await sourcesPreviewCommand(known, 'own', { ...settings, json: true }, readerOf([server]), json.output, signal);
    const found = json.lines.map((line) => JSON.parse(line) as { record?: object; issue?: object });
    expect(found.filter(({ record }) => record !== undefined)).toHaveLength(3);
    expect(await sourcesPreviewCommand(known, 'nobody', settings, readerOf([]), json.output, signal)).toBe(1);
  });
});

test('the command line has them, with its exit codes, and lists sources without', async () => {
  await writeFile(
    join(baseDir, 'one.json'),
    JSON.stringify({
      '@context': 'https://schema.org',
      '@type': 'Course',
      '@id': 'https://a.example/1',
      name: 'Sails',
    }),
  );
  const env = { LOTSE_SOURCES: file };
  const added = await lotse(['sources', 'add', join(baseDir, 'one.json'), '--id', 'one', '--json'], env);
  expect([added.code, added.json()]).toMatchObject([0, [{ id: 'one', location: 'one.json', format: 'schema-org' }]]);
  const checked = await lotse(['sources', 'check', '--json'], env);
  expect([checked.code, checked.json()]).toMatchObject([0, [{ source: 'one', outcome: 'readable', offers: 1 }]]);
  const shown = await lotse(['sources', 'preview', 'one', '--records', '1'], env);
  expect([shown.code, shown.stdout.split('\n')[0]]).toEqual([0, 'Sails']);
  expect((await lotse(['sources', 'check', '--records', 'many'], env)).code).toBe(1);
  await writeFile(file, 'sources:\n  - {id: A!, name: X, location: y}\n');
  const wrong = await lotse(['sources', 'check'], env);
  expect([wrong.code, wrong.stderr]).toMatchObject([1, expect.stringMatching(/line 2: sources.0.id/)]);
});
