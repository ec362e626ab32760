import { describe, expect, it } from 'vitest';
import { opportunityId, organisationId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { emil } from '../../../src/harvest/formats/emil/emil.format.js';
import { runFormat } from '../../support/run-format.js';

type Json = Record<string, unknown>;

const swedish = { language: 'sv', timezone: 'Europe/Stockholm' };
const swe = (value: string) => ({ strings: [{ lang: 'swe', value }] });
const page = (value: string) => ({ urls: [{ lang: 'swe', value }] });
const active = (id: string, content: Json) => ({ id, status: 'ACTIVE', content: { identifier: id, ...content } });
const info = (id: string, more: Json = {}) => active(id, { code: 'VT1', title: swe('Väveri'), ...more });

async function read(lists: { infos?: object[]; events?: object[]; providers?: object[] }) {
  const { infos = [info('i.x.1')], events = [], providers = [] } = lists;
  const bundle = { educationInfos: infos, educationEvents: events, educationProviders: providers };
  const { opportunities, issues } = await runFormat(emil, { content: JSON.stringify(bundle) }, swedish);
  for (const opportunity of opportunities)
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunities, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

const withLocations = async (...locations: Json[]) => {
  const { opportunities, codes } = await read({ events: [active('e.x.1', { education: 'i.x.1', locations })] });
  return { places: opportunities[0]?.runs?.[0]?.places, codes };
};

describe('the area code of a place, a Swedish municipality', () => {
  it('gives its county as a region, and the country where none is stated', async () => {
    const { places, codes } = await withLocations(
      { town: 'Sundsvall', areaCode: '2281' },
      { areaCode: 180, country: 'SE' },
    );
    expect(codes).toEqual([]);
    expect(places).toEqual([
      {
        city: 'Sundsvall',
        country: {
          value: vocabulary('country').find('SE')?.iri,
          basis: 'mapped',
          rule: 'emil-area-code',
          path: 'event.locations.areaCode',
          native: '2281',
        },
        nuts: {
          value: 'http://data.europa.eu/nuts/code/SE321',
          basis: 'mapped',
          rule: 'emil-area-code',
          path: 'event.locations.areaCode',
          native: '2281',
        },
      },
      {
        country: expect.objectContaining({ basis: 'stated' }),
        nuts: expect.objectContaining({ value: 'http://data.europa.eu/nuts/code/SE110' }),
      },
    ]);
  });

  it('gives none abroad, nor from a code of another kind, and reports a county that there is not', async () => {
    const { places, codes } = await withLocations(
      { town: 'Oslo', country: 'NO', areaCode: '0301' },
      { town: 'Mora', areaCode: 'Mora' },
      { town: 'Ort', areaCode: '1166' },
    );
    expect(places?.map(({ nuts }) => nuts)).toEqual([undefined, undefined, undefined]);
    expect(codes).toEqual(['UNMAPPED_VALUE event.locations.areaCode']);
  });

  it('knows every county by the name that NUTS has for it', () => {
    const names: Record<string, string> = {
      ...{ '0114': 'Stockholms', '0319': 'Uppsala', '0428': 'Södermanlands', '0513': 'Östergötlands' },
      ...{ '0604': 'Jönköpings', '0760': 'Kronobergs', '0821': 'Kalmar', '0980': 'Gotlands', '1060': 'Blekinge' },
      ...{ '1276': 'Skåne', '1380': 'Hallands', '1480': 'Västra Götalands', '1715': 'Värmlands', '1880': 'Örebro' },
      ...{ '1980': 'Västmanlands', '2062': 'Dalarnas', '2180': 'Gävleborgs', '2281': 'Västernorrlands' },
      ...{ '2380': 'Jämtlands', '2480': 'Västerbottens', '2580': 'Norrbottens' },
    };
    return withLocations(...Object.keys(names).map((areaCode) => ({ areaCode }))).then(({ places }) => {
      const labels = places?.map(({ nuts }) => vocabulary('nuts').label(nuts?.value ?? '', 'sv')?.text);
      expect(labels).toEqual(Object.values(names).map((name) => `${name} län`));
    });
  });

  it('places a provider as well', async () => {
    const { opportunities } = await read({
      events: [active('e.x.1', { education: 'i.x.1', providers: ['p.x.1'] })],
      providers: [active('p.x.1', { name: swe('Vävskolan'), contactAddress: { town: 'Mora', areaCode: '2062' } })],
    });
    expect(opportunities[0]?.providers).toMatchObject([
      { city: 'Mora', nuts: { value: 'http://data.europa.eu/nuts/code/SE312' }, country: { basis: 'mapped' } },
    ]);
  });
});

describe('references whose case is not that of the identifier', () => {
  it('find the education, the provider and the parts of a package', async () => {
    const reference = { educationEventRefs: [{ id: 'E.IST.1VÄV' }] };
    const { opportunities, codes } = await read({
      infos: [info('i.IST.1Väv'), info('i.ist.paket', { configuration: { code: 'kurspaket' } })],
      events: [
        active('e.ist.1väv', { education: 'i.ist.1väv', providers: ['P.IST.1'] }),
        active('e.ist.paket', { education: 'i.ist.paket', extensions: [{ eventPackageReferences: reference }] }),
      ],
      providers: [active('p.ist.1', { name: swe('Kommunen') })],
    });
    expect(codes).toEqual([]);
    const [part, whole] = opportunities;
    expect(part?.provenance.record).toBe('i.IST.1Väv');
    expect(part?.runs).toHaveLength(1);
    expect(part?.providers?.[0]?.id).toBe(organisationId('test', 'p.ist.1'));
    expect(whole?.stackability?.hasPart).toEqual([
      { id: opportunityId('test', 'i.IST.1Väv'), title: { sv: 'Väveri' } },
    ]);
  });
});

describe('the pages of an education', () => {
  const events = ['1', '2', '3'].map((id) =>
    active(`e.x.${id}`, { education: 'i.x.1', url: page(`https://skola.example/${id === '3' ? '2' : id}`) }),
  );

  it('are those of its events where it has none', async () => {
    const { opportunities } = await read({ events });
    expect(opportunities[0]?.homepages).toEqual([
      { url: 'https://skola.example/1', language: 'sv' },
      { url: 'https://skola.example/2', language: 'sv' },
    ]);
  });

  it('are its own where it has one', async () => {
    const { opportunities } = await read({
      infos: [info('i.x.1', { url: page('https://skola.example/vav') })],
      events,
    });
    expect(opportunities[0]?.homepages).toEqual([{ url: 'https://skola.example/vav', language: 'sv' }]);
  });
});
