import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { codes, one, read } from './table-support.js';

describe('identity and texts', () => {
  test('a record without id or without title is an error that names the column', async () => {
    const { opportunities, issues } = await read('id,title\n,A\n2,\n', {});
    expect(opportunities).toEqual([]);
    expect(codes(issues)).toEqual(['error MISSING_ID id', 'error MISSING_REQUIRED title']);
    expect(issues[1]?.record).toBe('2');
  });

  test('the first of several columns with a value counts; declared empty values are none', async () => {
    const { opportunity } = await one(
      'id,title,alt\n1,-,Alt\n',
      { title: { from: ['title', 'alt'] } },
      { empty: ['-'] },
    );
    expect(opportunity?.title).toEqual({ en: 'Alt' });
  });

  test('one column per language, and a template that needs all its cells', async () => {
    const fields = {
      title: [
        { from: 'de', language: 'de' },
        { from: 'fr', language: 'fr' },
      ],
      workloadStatement: { template: `\${a}, \${b}` },
      prerequisites: { template: `\${a} / \${none}` },
    };
    const { opportunity } = await one('id,de,fr,a,b,none\n1,Kurs,Cours,x,y,\n', fields);
    expect(opportunity?.title).toEqual({ de: 'Kurs', fr: 'Cours' });
    expect(opportunity?.workloadStatement).toEqual({ en: 'x, y' });
    expect(opportunity?.prerequisites).toBeUndefined();
  });

  test('markup is stripped from titles and cleaned in descriptions', async () => {
    const { opportunity } = await one('id,title,d\n1,<b>A</b>,<p>ok</p><script>x</script>\n', {
      description: { from: 'd', html: true },
    });
    expect(opportunity?.title).toEqual({ en: 'A' });
    expect(opportunity?.description).toEqual({ en: '<p>ok</p>' });
  });

  test('an outcome that repeats the title is no outcome', async () => {
    const { opportunity, issues } = await one('id,title,o\n1,A,A|B\n', { learningOutcomes: { from: 'o', split: '|' } });
    expect(opportunity?.learningOutcomes).toEqual([{ text: { en: 'B' } }]);
    expect(codes(issues)).toEqual(['warning PLACEHOLDER_VALUE o']);
  });

  test('a code with declared labels is read as its label, an unknown one left out', async () => {
    const { opportunities, issues } = await read('id,title,c\n1,A,021\n2,B,999\n', {
      credentials: { title: { from: 'c', labels: { '021': 'BSc' } } },
    });
    expect(opportunities.map((it) => it.credentials)).toEqual([[{ title: { en: 'BSc' } }], []]);
    expect(codes(issues)).toEqual(['warning UNMAPPED_VALUE c']);
  });

  test('a relative address needs a declared base; other schemes are no links', async () => {
    const { opportunities, issues } = await read('id,title,u\n1,A,/a\n2,B,javascript:x\n', {
      homepages: { from: 'u', base: 'https://example.org/' },
    });
    expect(opportunities.map((it) => it.homepages)).toEqual([[{ url: 'https://example.org/a' }], []]);
    expect(codes(issues)).toEqual(['warning INVALID_URL u']);
  });
});

describe('concepts', () => {
  const modes = {
    from: 'm',
    split: ',',
    rule: 'my-modes',
    map: { Online: 'online', Fern: { code: 'online', basis: 'close' }, Abend: null },
  };

  test('a crosswalk gives mapped and close values with rule, path and native value, and drops what means nothing', async () => {
    const { opportunity, issues } = await one('id,title,m\n1,A,"abend, fern"\n', { modes });
    expect(opportunity?.modes).toEqual([
      {
        value: 'http://data.europa.eu/snb/learning-assessment/920fbb3cbe',
        basis: 'close',
        rule: 'my-modes',
        path: 'm',
        native: 'fern',
      },
    ]);
    expect(issues).toEqual([]);
  });

  test('an unknown value is a warning and never guessed', async () => {
    const { opportunity, issues } = await one('id,title,m\n1,A,somewhere\n', { modes });
    expect(opportunity?.modes).toEqual([]);
    expect(issues).toMatchObject([{ severity: 'warning', code: 'UNMAPPED_VALUE', path: 'm', excerpt: 'somewhere' }]);
  });

  test('codes of the standards themselves are stated; placeholders are not values', async () => {
    const { opportunity, issues } = await one('id,title,l,f,e\n1,A,deu,0099,6\n', {
      languages: { from: 'l' },
      fields: { from: 'f' },
      eqfLevel: { from: 'e' },
    });
    expect(opportunity?.languages).toEqual([
      {
        value: 'http://publications.europa.eu/resource/authority/language/DEU',
        basis: 'stated',
        path: 'l',
        native: 'deu',
      },
    ]);
    expect(opportunity?.eqfLevel).toEqual({ value: 6, basis: 'stated', path: 'e' });
    expect(codes(issues)).toEqual(['warning PLACEHOLDER_VALUE f']);
  });

  test('a stated cycle gives the EQF level by rule, and a level that contradicts it is left out', async () => {
    const { opportunities, issues } = await read('id,title,c,e\n1,A,second,\n2,B,first,7\n', {
      qfEheaCycle: { from: 'c' },
      eqfLevel: { from: 'e' },
    });
    expect(opportunities[0]?.eqfLevel).toEqual({ value: 7, basis: 'derived', rule: 'qfehea-eqf', path: 'c' });
    expect(opportunities[1]?.eqfLevel).toBeUndefined();
    expect(opportunities[1]?.qfEheaCycle?.value).toBe('first');
    expect(codes(issues)).toEqual(['warning IMPLAUSIBLE_VALUE e']);
  });

  test('several stated levels are not one level', async () => {
    const { opportunity, issues } = await one('id,title,e\n1,A,6+7\n', { eqfLevel: { from: 'e', split: '+' } });
    expect(opportunity?.eqfLevel).toBeUndefined();
    expect(codes(issues)).toEqual(['warning INVALID_VALUE e']);
  });
});

describe('numbers, credits and workload', () => {
  test('a declared decimal comma; ECTS credits are credits as well', async () => {
    const { opportunity } = await one(
      'id;title;e;h\n1;A;2,5;62\n',
      { credits: { value: { from: 'e' }, system: 'ects' }, workloadHours: { from: 'h' } },
      { decimal: ',' },
    );
    expect(opportunity?.ects).toEqual({ value: 2.5, basis: 'stated', path: 'e' });
    expect(opportunity?.credits).toEqual([
      { system: 'http://data.europa.eu/snb/education-credit/6fcec5c5af', value: 2.5 },
    ]);
    expect(opportunity?.workloadHours).toEqual({ value: { min: 62, max: 62 }, basis: 'stated', path: 'h' });
  });

  test('credits of another system never become ECTS', async () => {
    const { opportunity } = await one('id,title,c\n1,A,20\n', { credits: { value: { from: 'c' }, system: 'SCQF' } });
    expect(opportunity?.credits).toEqual([{ system: 'SCQF', value: 20 }]);
    expect(opportunity?.ects).toBeUndefined();
  });

  test.each([
    ['not a number', 'x,', 'warning INVALID_NUMBER e', undefined, undefined],
    ['more than 360 ECTS', '361,', 'warning IMPLAUSIBLE_VALUE e', undefined, undefined],
    ['no ECTS for work', '0,30', 'warning IMPLAUSIBLE_VALUE e', undefined, 30],
    ['hours that do not fit', '5,20', 'warning IMPLAUSIBLE_VALUE h', 5, undefined],
    ['no hours', ',0', 'warning IMPLAUSIBLE_VALUE h', undefined, undefined],
  ])('%s: the value is left out with a warning', async (_, cells, issue, ects, hours) => {
    const { opportunity, issues } = await one(`id,title,e,h\n1,A,${cells}\n`, {
      credits: { value: { from: 'e' }, system: 'ects' },
      workloadHours: { from: 'h' },
    });
    expect(codes(issues)).toEqual([issue]);
    expect([opportunity?.ects?.value, opportunity?.workloadHours?.value.min]).toEqual([ects, hours]);
  });
});

test('the mapper never throws, whatever the record', () => {
  const any = { from: 'x' };
  const options = {
    records: { type: 'json' },
    fields: {
      id: { from: ['x', 'id'] },
      title: { from: ['x', 'title'] },
      description: { from: 'x', html: true },
      modes: any,
      eqfLevel: any,
      credits: { value: any, system: 'ects' },
      workloadHours: any,
      homepages: any,
      modifiedAtSource: any,
      providers: { each: 'x', name: { from: 'name' } },
      subjects: { code: { from: 'x[*]' } },
      runs: { each: 'x', start: { from: 'start' }, duration: { from: 'd' }, prices: { amount: { from: 'p' } } },
    },
  };
  const source = sourceDefinition.parse({ id: 'any', name: 'Any', format: 'table', location: 'x', options });
  const context = { source, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
  const row = fc.oneof(
    fc.jsonValue(),
    fc.record({
      x: fc.oneof(
        fc.jsonValue(),
        fc.array(fc.record({ name: fc.string(), start: fc.string(), p: fc.jsonValue(), d: fc.string() })),
      ),
      id: fc.string(),
      title: fc.string(),
    }),
  );
  fc.assert(
    fc.property(row, (value) => {
      const { opportunity, issues } = table.map({ position: 1, data: { row: value } }, context);
      if (opportunity === undefined) expect(issues.some((it) => it.severity === 'error')).toBe(true);
      else expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
