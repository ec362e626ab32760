import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { cdmFr } from '../../../src/harvest/formats/cdm-fr/cdm-fr.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { type FormatRun, runFormat } from '../../support/run-format.js';
import { feedOf } from '../parse/feed-of.js';

/** A program that states nothing but its name, its nature and what it holds. */
const block = (id: string, nature: string, parts: readonly string[], inner = '') => `<program id="${id}">
  <programID>${id}</programID><programDescription nature="${nature}"/><programName><text>Nom ${id}</text></programName>
  <programDescription><infoBlock/></programDescription><formOfTeaching/>
  <qualification><credits><infoBlock/><globalVolume>0</globalVolume></credits></qualification>${inner}
  <programStructure userDefined="enfants">${parts.map((part) => reference(part)).join('')}</programStructure></program>`;
const reference = (id: string) => (id.startsWith('C') ? `<refCourse ref="${id}"/>` : `<refProgram ref="${id}"/>`);
const objectives = '<learningObjectives>Naviguer</learningObjectives>';
const programme = (id: string, nature: string, parts: readonly string[]) => block(id, nature, parts, objectives);
const course = (id: string) => `<course id="${id}"><courseName>Cours ${id}</courseName></course>`;
const document = (...inner: string[]) => `<CDM xmlns="http://cdm-fr.fr/2012/CDM" language="fr">${inner.join('')}</CDM>`;

const read = (...inner: string[]) => runFormat(cdmFr, { content: document(...inner) }, { language: 'fr' });
const idsOf = ({ opportunities }: FormatRun) => opportunities.map(({ provenance }) => provenance.record);
const related = (id: string) => ({
  id: opportunityId('test', id),
  title: { fr: `${id.startsWith('C') ? 'Cours' : 'Nom'} ${id}` },
});
async function record(id: string, ...inner: string[]): Promise<FormatRun['opportunities'][number]> {
  const found = (await read(...inner)).opportunities.find(({ provenance }) => provenance.record === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

const master = [
  programme('M', 'mention', ['P']),
  programme('P', 'parcours', ['S1', 'S2']),
  block('S1', 'semestre', ['B1', 'C9']),
  block('S2', 'semestre', ['B2']),
  block('B1', 'parcours', ['C1', 'C2'], '<level level="M"/><qualification><credits ECTScredits="12"/></qualification>'),
  block('B2', 'parcours', ['C2', 'F']),
  block('F', 'parcours', []),
  ...['C1', 'C2', 'C9'].map(course),
];

it('takes semesters and blocks of a programme for no offers, wherever they stand in the document', async () => {
  expect(idsOf(await read(...master))).toEqual(['M', 'P', 'C1', 'C2', 'C9']);
  expect(idsOf(await read(...master.toReversed()))).toEqual(['C9', 'C2', 'C1', 'P', 'M']);
  expect((await read(...master)).issues).toEqual([]);
});

it('counts what blocks hold as parts of the programme, and tells of the blocks in words', async () => {
  expect((await record('P', ...master)).stackability).toEqual({
    text: {
      fr: '<ul><li>Nom S1<ul><li>Nom B1 (12 ECTS): Cours C1; Cours C2</li><li>Cours C9</li></ul></li><li>Nom S2<ul><li>Nom B2<ul><li>Cours C2</li><li>Nom F</li></ul></li></ul></li></ul>',
    },
    hasPart: [related('C1'), related('C2'), related('C9'), { nativeId: 'F', title: { fr: 'Nom F' } }],
    isPartOf: [related('M')],
  });
  expect((await record('M', ...master)).stackability).toEqual({ hasPart: [related('P')], isPartOf: [] });
  expect((await record('C2', ...master)).stackability).toEqual({ hasPart: [], isPartOf: [related('P')] });
});

it.each([
  ['learning objectives', objectives],
  ['an admission', '<admissionInfo><registrationDeadline date="2026-07-01"/></admissionInfo>'],
  ['a qualification', '<qualification><degree degree="licence"/></qualification>'],
  ['a price', '<expenses price="170" currency="EUR"/>'],
  ['an introduction', '<programIntroduction>Un an au bord de la mer</programIntroduction>'],
  ['an element that is not known', '<remise>mardi</remise>'],
])('takes a part that states %s for an offer', async (_, inner) => {
  expect(idsOf(await read(programme('P', 'parcours', ['X']), block('X', 'semestre', [], inner)))).toEqual(['P', 'X']);
});

it('takes what is awarded, and the ways through it, for offers even where they state nothing', async () => {
  const natures = ['mention', 'spécialité', 'certification', 'C2i'];
  const parts = natures.map((nature, at) => block(`X${at}`, nature, []));
  const whole = programme('P', 'parcours', ['X0', 'X1', 'X2', 'X3']);
  expect(idsOf(await read(whole, ...parts))).toEqual(['P', 'X0', 'X1', 'X2', 'X3']);
  const mention = programme('M', 'mention', ['W', 'S']);
  const inside = [block('W', 'parcours', ['S']), block('S', 'semestre', [])];
  expect(idsOf(await read(mention, ...inside))).toEqual(['M', 'W']);
});

it('takes all for offers where nothing is stated of any, or no other program refers to it', async () => {
  const bare = [block('A', 'parcours', ['B']), block('B', 'parcours', ['A'])];
  expect(idsOf(await read(...bare))).toEqual(['A', 'B']);
  expect(idsOf(await read(programme('P', 'parcours', []), ...bare))).toEqual(['P', 'A', 'B']);
  expect(idsOf(await read(programme('P', 'parcours', ['A']), ...bare))).toEqual(['P']);
});

it('takes a program with a text that only blocks hold for a module', async () => {
  const { kinds } = await record(
    'X',
    programme('P', 'parcours', ['S']),
    block('S', 'semestre', ['X']),
    block('X', 'parcours', [], '<programIntroduction>Un mémoire</programIntroduction>'),
  );
  const module = vocabulary('opportunity-type').find('programme-module')?.iri;
  expect(kinds).toMatchObject([{ value: module, basis: 'close', rule: 'cdmfr-program-in-block' }]);
});

it('reports a part that is too large to read, and one of a block that the document does not have', async () => {
  const content = document(
    programme('P', 'parcours', ['S', 'X']),
    block('S', 'semestre', [], '<programStructure><refCourse idRef="C1"/></programStructure>'),
    `<program id="X"><programName>${'x'.repeat(5000)}</programName></program>`,
  );
  const { issues } = await runFormat(cdmFr, { content }, { language: 'fr', limits: { maxRecordBytes: 2000 } });
  expect(issues.map(({ code, record: id }) => `${code} ${id}`)).toEqual([
    'UNRESOLVED_REFERENCE P',
    'LIMIT_RECORD_SIZE X',
  ]);
});

async function sizeOf(content: string): Promise<number> {
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-cdm-'));
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed' });
  const limits = { maxDepth: 64, maxRecordBytes: 2 ** 21 };
  let size = 0;
  for await (const { data } of cdmFr.read(feedOf(content), { source, limits, scratchDir }))
    size += JSON.stringify(data).length;
  await rm(scratchDir, { recursive: true });
  return size;
}

it('reads records that grow with the document where blocks hold each other, or many programs hold the same', async () => {
  const ids = (count: number, letter: string) => Array.from({ length: count }, (_, at) => `${letter}${at}`);
  const chain = (count: number) =>
    document(
      programme('P', 'parcours', ['S0']),
      ...ids(count, 'S').map((id, at) => block(id, 'semestre', [`S${at + 1}`, 'C0', `S${at + 2}`])),
      course('C0'),
    );
  expect((await sizeOf(chain(800))) / (await sizeOf(chain(400)))).toBeLessThan(2.2);
  const shared = (count: number) =>
    document(
      ...ids(count, 'P').map((id) => programme(id, 'parcours', ['S'])),
      block('S', 'semestre', ids(count, 'C')),
      ...ids(count, 'C').map(course),
    );
  expect((await sizeOf(shared(800))) / (await sizeOf(shared(400)))).toBeLessThan(2.2);
});
