import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { lotse } from '../support/cli.js';
import { temporaryDirectory } from '../support/servers.js';

const kiCampus = fileURLToPath(new URL('../../src/catalogues/cc-by-sa-ki-campus/', import.meta.url));
const ooapi = fileURLToPath(new URL('../../src/catalogues/made/ooapi-v5-example.json', import.meta.url));

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('cli');
});
afterAll(() => folder.remove());

describe('lotse check', () => {
  test('prints one canonical record or issue a line, and nothing else, with --json', async () => {
    const { code, json } = await lotse(['check', ooapi, '--json']);
    expect(code).toBe(0);
    const lines = json() as { record?: unknown; issue?: unknown }[];
    expect(lines.filter(({ record }) => record !== undefined)).toHaveLength(17);
    for (const line of lines) {
      expect(Object.keys(line)).toHaveLength(1);
      if (line.record !== undefined) expect(learningOpportunitySchema.safeParse(line.record).success).toBe(true);
    }
  });

  test('tells the format by itself, and takes the one that is named', async () => {
    const named = await lotse(['check', ooapi, '--format', 'ooapi-v5', '--json']);
    const told = await lotse(['check', ooapi, '--json']);
    expect(told.stdout).toBe(named.stdout);
  });

  test('reports a broken record with source, record, path, code and message, and goes on', async () => {
    const document = JSON.parse(await readFile(ooapi, 'utf8')) as { courses: { courseId?: string; name?: unknown }[] };
    const [first, second] = document.courses;
    if (first === undefined || second === undefined) throw new Error('the example has courses');
    const id = second.courseId;
    delete first.courseId;
    delete second.name;
    const path = join(folder.path, 'broken.json');
    await writeFile(path, JSON.stringify(document));
    const { code, json } = await lotse(['check', path, '--json']);
    expect(code).toBe(2);
    const lines = json() as { record?: object; issue?: { code: string; severity: string } }[];
    const errors = lines.flatMap(({ issue }) => (issue?.severity === 'error' ? [issue] : []));
    expect(errors.map((issue) => issue.code)).toEqual(expect.arrayContaining(['MISSING_ID', 'MISSING_REQUIRED']));
    expect(errors).toContainEqual(
      expect.objectContaining({
        source: 'check',
        record: id,
        code: 'MISSING_REQUIRED',
        path: expect.any(String),
        message: expect.any(String),
      }),
    );
    expect(lines.filter(({ record }) => record !== undefined)).toHaveLength(15);
  });

  test('fails for a cut file, a missing file and an unknown format, each with one clear line', async () => {
    const path = join(folder.path, 'cut.json');
    await writeFile(path, (await readFile(ooapi)).subarray(0, 5000));
    const cut = await lotse(['check', path, '--format', 'ooapi-v5', '--json']);
    expect(cut.code).toBe(1);
    expect(cut.json()).toContainEqual({
      issue: expect.objectContaining({ code: expect.stringMatching(/^FEED_/), severity: 'error' }),
    });
    const missing = await lotse(['check', join(folder.path, 'nothing.json')]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('nothing.json')]);
    const unknown = await lotse(['check', ooapi, '--format', 'marc21']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('ooapi-v5')]);
  });

  test('says of a table that its columns are to be declared, and where', async () => {
    const path = join(folder.path, 'courses.csv');
    await writeFile(path, 'Nr;Titel\n1;Pflege\n');
    const plain = await lotse(['check', path]);
    expect([plain.code, plain.stderr]).toEqual([
      1,
      expect.stringMatching(/format table reads it, its columns declared in the sources file; it begins: Nr;Titel$/m),
    ]);
    const named = await lotse(['check', path, '--format', 'table']);
    expect([named.code, named.stderr]).toEqual([
      1,
      expect.stringMatching(/options\.fields: .*sources file, and --source/),
    ]);
  });

  test('says so when nothing in a file is an offer', async () => {
    const path = join(folder.path, 'none.json');
    await writeFile(path, '{"courses": []}');
    const { code, json } = await lotse(['check', path, '--format', 'ooapi-v5', '--json']);
    expect([code, json()]).toEqual([1, [{ issue: expect.objectContaining({ code: 'FEED_EMPTY' }) }]]);
  });

  test('summarises for people: offers, Annex I elements, problems with examples', async () => {
    const { stdout } = await lotse(['check', ooapi]);
    expect(stdout).toMatch(/17 offers, 0 broken records/);
    expect(stdout).toMatch(/Annex I: title 100 %/);
  });
});

describe('lotse harvest and sources', () => {
  const env = () => ({
    MEILI_URL: inject('meiliUrl'),
    MEILI_KEY: inject('meiliKey'),
    LOTSE_MEILI_PREFIX: 'lotse-cli',
    LOTSE_DATA: join(folder.path, 'data'),
    LOTSE_SOURCES: join(folder.path, 'sources.yaml'),
    LOTSE_NOW: '2026-11-23T10:00:00Z',
  });

  beforeAll(async () => {
    await mkdir(join(folder.path, 'ki'), { recursive: true });
    await cp(kiCampus, join(folder.path, 'ki'), { recursive: true });
    await cp(ooapi, join(folder.path, 'ooapi.json'));
    await writeFile(join(folder.path, 'gone.json'), '{"courses": [');
    await writeFile(
      join(folder.path, 'sources.yaml'),
      [
        'sources:',
        '  - { id: ooapi, name: OOAPI, format: ooapi-v5, location: ooapi.json, language: nl }',
        '  - { id: broken, name: Broken, format: ooapi-v5, location: gone.json }',
      ].join('\n'),
    );
  });

  test('reports one object a source; a broken one fails alone; the second time nothing changes', async () => {
    const first = await lotse(['harvest', '--json'], env());
    expect(first.code).toBe(2);
    expect(first.json()).toEqual([
      expect.objectContaining({
        source: 'ooapi',
        outcome: 'succeeded',
        read: 17,
        written: 17,
        unchanged: 0,
        withdrawn: 0,
        issues: expect.any(Object),
        seconds: expect.any(Number),
        startedAt: '2026-11-23T10:00:00.000Z',
      }),
      expect.objectContaining({
        source: 'broken',
        outcome: 'failed',
        written: 0,
        error: expect.objectContaining({ code: expect.stringMatching(/^FEED_/) }),
      }),
    ]);
    const second = await lotse(['harvest', 'ooapi', '--json'], env());
    expect([second.code, second.json()]).toEqual([
      0,
      [expect.objectContaining({ outcome: 'unchanged', written: 0, unchanged: 17, withdrawn: 0 })],
    ]);
  });

  test('lists sources with their offers and last run', async () => {
    const { code, json } = await lotse(['sources', '--json'], env());
    expect(code).toBe(0);
    expect(json()).toEqual([
      expect.objectContaining({ id: 'ooapi', records: 17, lastRun: expect.objectContaining({ outcome: 'unchanged' }) }),
      expect.objectContaining({
        id: 'broken',
        records: 0,
        lastError: expect.objectContaining({ code: expect.any(String) }),
      }),
    ]);
  });

  test('names a source that is not there, and what is wrong in the sources file, without a stack trace', async () => {
    const unknown = await lotse(['harvest', 'nowhere'], env());
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('"nowhere"')]);
    const path = join(folder.path, 'bad.yaml');
    await writeFile(path, 'sources:\n  - { id: Bad Id, name: x, location: y }\n');
    const bad = await lotse(['sources'], { ...env(), LOTSE_SOURCES: path });
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/line 2: sources\.0\.id/)]);
    expect(bad.stderr).not.toMatch(/\n\s+at /);
    await writeFile(path, 'sources:\n  - { id: good, name: x, location: y, format: marc21 }\n');
    const format = await lotse(['sources'], { ...env(), LOTSE_SOURCES: path });
    expect([format.code, format.stderr]).toEqual([
      1,
      expect.stringMatching(/line 2: sources\.0\.format: .*marc21.*ooapi-v5/),
    ]);
  });

  test('lists all bad settings at once', async () => {
    const { code, stderr } = await lotse(['sources'], { ...env(), PORT: 'many', LOTSE_NOW: 'tomorrow' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT/);
    expect(stderr).toMatch(/LOTSE_NOW/);
  });
});

test('npx lotse runs the command of the checkout', async () => {
  const { stdout } = await promisify(execFile)('npx', ['lotse', '--version'], { cwd: root });
  expect(stdout.trim()).toBe('0.1.0');
}, 120_000);

test('--help tells commands, options and exit codes', async () => {
  const { code, stdout } = await lotse(['--help']);
  expect(code).toBe(0);
  for (const word of ['serve', 'harvest', 'sources', 'check', 'Exit codes']) expect(stdout).toContain(word);
  expect((await lotse(['serve', '--help'])).stdout).toContain('LOTSE_DATA');
});

test('ends without a word when nobody reads on, as with `lotse --help | head`', async () => {
  const command = spawn(process.execPath, [join(root, 'scripts', 'lotse.js'), '--help']);
  command.stdout.destroy();
  let complaints = '';
  command.stderr.on('data', (data) => {
    complaints += data;
  });
  const [code] = await once(command, 'close');
  expect([code, complaints]).toEqual([0, '']);
});
