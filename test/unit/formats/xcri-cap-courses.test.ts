import { describe, expect, it } from 'vitest';
import { named, readCourse } from './xcri-cap-course.js';

describe('identity', () => {
  const ids = (...list: string[]) => list.join('');
  const untyped = (value: string) => `<dc:identifier>${value}</dc:identifier>`;
  const typed = (type: string, value: string) => `<dc:identifier xsi:type="${type}">${value}</dc:identifier>`;

  it.each([
    [
      'the untyped one, though a code of a third party comes first',
      ids(typed('u:ucasCourseCode', '38HW'), untyped('http://a.example/1')),
      'http://a.example/1',
    ],
    ['a code before an address among untyped ones', ids(untyped('http://a.example/1'), untyped('001')), '001'],
    ['the internal one among typed ones', ids(typed('u:ucasCourseCode', '38HW'), typed('c:internalID', ' 77 ')), '77'],
    ['the first typed one else', ids(typed('u:a', '1'), typed('u:b', '2')), '1'],
  ])('is made of %s', async (_, xml, expected) => {
    const { course } = await readCourse(`${xml}<dc:title>T</dc:title>`);
    expect(course?.provenance.record).toBe(expected);
  });

  it('needs a title', async () => {
    const { course, issues } = await readCourse('<dc:identifier>c1</dc:identifier><dc:title> </dc:title>');
    expect(course).toBeUndefined();
    expect(issues).toEqual([['MISSING_REQUIRED', 'course/dc:title', undefined]]);
  });

  it('tells presentations without identifier apart by what they state, whatever their order', async () => {
    const may = '<presentation><mlo:start>2026-05-01</mlo:start></presentation>';
    const june = '<presentation><mlo:start>2026-06-01</mlo:start></presentation>';
    const one = await readCourse(`${named}${may}${june}`);
    const other = await readCourse(`${named}${june}${may}`);
    const idsOf = (it: typeof one) => it.course?.runs?.map(({ id }) => id) ?? [];
    expect(new Set(idsOf(one)).size).toBe(2);
    expect(idsOf(other)).toEqual(idsOf(one).toReversed());
  });

  it('keeps two presentations under one identifier and reports them', async () => {
    const same = '<presentation><dc:identifier>p1</dc:identifier><mlo:start>2026-05-01</mlo:start></presentation>';
    const { course, issues } = await readCourse(`${named}${same}${same}`);
    expect(new Set(course?.runs?.map(({ id }) => id)).size).toBe(2);
    expect(issues).toEqual([['DUPLICATE_ID', 'course/presentation/dc:identifier', 'p1']]);
  });
});

describe('texts, credits and levels', () => {
  it('takes what all presentations state alike for the course, and nothing on which they differ', async () => {
    const presentation = (name: string, exam: string) =>
      `<presentation><dc:identifier>${exam}${name}</dc:identifier><mlo:prerequisite>None</mlo:prerequisite><mlo:assessment>${exam}</mlo:assessment></presentation>`;
    const { course } = await readCourse(`${named}${presentation('a', 'Oral')}${presentation('b', 'Written')}`);
    expect(course?.prerequisites).toEqual({ und: 'None' });
    expect(course).not.toHaveProperty('assessments');
  });

  it('leaves out a learning outcome that repeats the title, and pairs languages', async () => {
    const { course, issues } = await readCourse(
      `${named}<learningOutcome>Course</learningOutcome><learningOutcome xml:lang="en">To read</learningOutcome><learningOutcome xml:lang="fr_FR">Lire</learningOutcome>`,
    );
    expect(course?.learningOutcomes).toEqual([{ text: { en: 'To read', 'fr-FR': 'Lire' } }]);
    expect(issues).toEqual([['PLACEHOLDER_VALUE', 'course/learningOutcome', 'Course']]);
  });

  it('keeps the type of a course, which is free text', async () => {
    const type = '<dc:type xsi:type="c:Type" identifier="P2">Diploma Level 2</dc:type>';
    const iri = '<dc:type>http://data.europa.eu/snb/learning-opportunity/05053c1cbe</dc:type>';
    const { course } = await readCourse(`${named}<dc:subject>Engineering</dc:subject>${type}${iri}`);
    expect(course?.subjects).toEqual([
      { label: 'Engineering' },
      { scheme: 'dc:type', code: 'P2', label: 'Diploma Level 2' },
    ]);
    expect(course?.kinds).toMatchObject([{ value: 'http://data.europa.eu/snb/learning-opportunity/05053c1cbe' }]);
  });

  const credit = (scheme: string, value: string) =>
    `<mlo:credit><credit:scheme>${scheme}</credit:scheme><credit:level/><credit:value>${value}</credit:value></mlo:credit>`;
  it.each([
    [credit('ECTS', '7.5'), 7.5, []],
    [credit('CATS', '15'), undefined, []],
    [credit('ECTS', '720'), undefined, [['IMPLAUSIBLE_VALUE', 'course/mlo:credit/credit:value', '720']]],
    [credit('ECTS', 'ten'), undefined, [['INVALID_NUMBER', 'course/mlo:credit/credit:value', 'ten']]],
    [credit('', '10'), undefined, [['MISSING_REQUIRED', 'course/mlo:credit/credit:scheme', '10']]],
    [credit('ECTS', '10') + credit('ECTS', '20'), undefined, [['IMPLAUSIBLE_VALUE', 'course/mlo:credit', '10, 20']]],
  ])('reads the ECTS credits of %s as %s', async (xml, value, expected) => {
    const { course, issues } = await readCourse(named + xml);
    expect(course?.ects?.value).toBe(value);
    expect(issues).toEqual(expected);
  });

  it('never reads another level as an EQF level, and two EQF levels as none', async () => {
    const level = (text: string) =>
      `<mlo:qualification><dcterms:educationLevel>${text}</dcterms:educationLevel></mlo:qualification>`;
    const { course } = await readCourse(named + level('4') + level('SCQF level 7') + level('QCF Level 4'));
    expect(course).not.toHaveProperty('eqfLevel');
    const two = await readCourse(
      named + level('http://purl.org/net/cm/terms/EQF#4') + level('http://data.europa.eu/snb/eqf/5'),
    );
    expect(two.course).not.toHaveProperty('eqfLevel');
    expect(two.issues.map(([code]) => code)).toEqual(['IMPLAUSIBLE_VALUE']);
  });
});
