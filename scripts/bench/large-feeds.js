import { randomOf } from './records.js';

/** Feeds of any size that are made while they are sent, always the same: `*Feed(bytes)` gives their text in pieces. */

const random = randomOf(7);
const topics = 'data health design energy care networks languages finance law art logistics nursing robotics'.split(
  ' ',
);
const pick = (list) => list[Math.floor(random() * list.length)];
const sentence = (words) => `${Array.from({ length: words }, () => pick(topics)).join(' ')}.`;
const descriptions = Array.from({ length: 200 }, () => `<p>${sentence(45)}</p><p>${sentence(45)} &amp; more</p>`);
const titles = Array.from(
  { length: 200 },
  () => `${pick(['Advanced', 'Practical', 'Digital'])} ${pick(topics)}, ${pick(topics)}`,
);
const day = (index) => new Date(Date.UTC(2026, 0, 1 + (index % 700))).toISOString();
const pieceLength = 64 * 1024;

/** Puts records between a head and a tail until there are so many bytes (of ASCII). */
function* feed(bytes, { head, tail, separator, record }) {
  let piece = head;
  let sent = 0;
  for (let index = 0; sent + piece.length < bytes; index += 1) {
    piece += `${index === 0 ? '' : separator}${record(index)}`;
    if (piece.length < pieceLength) continue;
    yield piece;
    sent += piece.length;
    piece = '';
  }
  yield piece + tail;
}

const jsonRecord = (index) =>
  JSON.stringify({
    id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
    type: 'Course',
    attributes: {
      name: `${titles[index % 200]} ${index}`,
      description: descriptions[(index * 7) % 200],
      courseCode: `C-${index}`,
      courseMode: ['online'],
      inLanguage: [['en', 'de', 'fi', 'fr', 'sv'][index % 5]],
      startDate: [day(index)],
      endDate: [day(index + 60)],
      duration: 'P8W',
      workload: { timeValue: 1 + (index % 10), timeUnit: 'h/week' },
      teaches: [{ name: [{ inLanguage: 'en', name: `apply ${topics[index % topics.length]}` }] }],
      educationalAlignment: [
        {
          educationalFramework: 'ISCED-F',
          shortCode: ['0613', '0311', '0912', '0421'][index % 4],
          alignmentType: 'educationalSubject',
        },
      ],
      url: `https://example.org/courses/${index}`,
      publisher: {
        name: `University ${index % 200}`,
        type: 'Organization',
        url: `https://u${index % 200}.example.org/`,
      },
      license: [{ identifier: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }],
      access: [index % 2 === 0 ? 'free' : 'paid'],
    },
  });

/** Of ten records nine have no name: dead letters, all of which are kept. */
const brokenRecord = (index) =>
  index % 10 === 0 ? jsonRecord(index) : jsonRecord(index).replace(/"name":"[^"]*"/, '"name":""');

const xmlRecord = (index) => `
    <course>
      <dc:identifier>https://example.org/courses/${index}</dc:identifier>
      <dc:title>${titles[index % 200]} ${index}</dc:title>
      <dc:description><div xmlns="http://www.w3.org/1999/xhtml">${descriptions[(index * 7) % 200]}</div></dc:description>
      <dc:subject>${topics[index % topics.length]}</dc:subject>
      <mlo:url>https://example.org/courses/${index}</mlo:url>
      <presentation>
        <dc:identifier>https://example.org/courses/${index}/1</dc:identifier>
        <mlo:start dtf="${day(index).slice(0, 10)}">${day(index).slice(0, 10)}</mlo:start>
        <end dtf="${day(index + 60).slice(0, 10)}">${day(index + 60).slice(0, 10)}</end>
        <mlo:duration interval="P8W">8 weeks</mlo:duration>
        <studyMode identifier="PT">Part time</studyMode>
        <attendanceMode identifier="ON">Online</attendanceMode>
        <mlo:languageOfInstruction>en</mlo:languageOfInstruction>
        <mlo:price>${index % 500}</mlo:price>
      </presentation>
    </course>`;

const csvRecord = (index) =>
  [
    `c${index}`,
    `"${titles[index % 200]} ${index}"`,
    `"${descriptions[(index * 7) % 200]}"`,
    day(index).slice(0, 10),
    day(index + 60).slice(0, 10),
    `University ${index % 200}`,
    `https://example.org/courses/${index}`,
  ].join(',');

/** As the open data of the Qualifications Dataset Register have it: each object is a node of its own, all with addresses. */
const qdr = 'http://data.europa.eu/snb/data';
const node = (kind, index) => `<${qdr}/${kind}/00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}>`;
const turtleRecord = (index) => `
${node('learningOpportunity', index)}
        rdf:type                              elm:LearningOpportunity ;
        adms:identifier                       ${node('identifier', index)} ;
        dct:title                             "${titles[index % 200]} ${index}"@en ;
        dct:description                       "${descriptions[(index * 7) % 200]}"@en ;
        dct:publisher                         ${node('organisation', index % 200)} ;
        dct:temporal                          ${node('periodOfTime', index)} ;
        elm:defaultLanguage                   <http://publications.europa.eu/resource/authority/language/ENG> ;
        elm:duration                          "P3Y"^^xsd:duration ;
        elm:learningAchievementSpecification  ${node('qualification', index)} ;
        elm:location                          ${node('location', index % 200)} ;
        elm:providedBy                        ${node('organisation', index % 200)} ;
        elm:status                            "${index % 5 === 0 ? 'Not published anymore' : 'released'}" ;
        foaf:homepage                         ${node('webResource', index)} .

${node('qualification', index)}
        rdf:type                    elm:Qualification ;
        dct:language                <http://publications.europa.eu/resource/authority/language/ENG> ;
        dct:title                   "${titles[index % 200]}"@en ;
        elm:EQFLevel                <http://data.europa.eu/snb/eqf/${4 + (index % 4)}> ;
        elm:ISCEDFCode              <http://data.europa.eu/snb/isced-f/${['0613', '0311', '0912', '0421'][index % 4]}> ;
        elm:creditPoint             ${node('creditPoint', index)} ;
        elm:learningOutcomeSummary  ${node('note', index)} ;
        elm:status                  "released" .

${node('identifier', index)}
        rdf:type       elm:Identifier ;
        skos:notation  "C-${index}" .

${node('periodOfTime', index)}
        rdf:type       dct:PeriodOfTime ;
        elm:startDate  "${day(index).slice(0, 10)}T00:00:00"^^xsd:dateTime ;
        elm:endDate    "${day(index + 60).slice(0, 10)}T00:00:00"^^xsd:dateTime .

${node('webResource', index)}
        rdf:type        elm:WebResource ;
        elm:contentUrl  "https://example.org/courses/${index}"^^xsd:anyURI .

${node('creditPoint', index)}
        rdf:type       elm:CreditPoint ;
        elm:framework  <http://data.europa.eu/snb/education-credit/6fcec5c5af> ;
        elm:point      "180" .

${node('note', index)}
        rdf:type         elm:Note ;
        elm:noteLiteral  "${descriptions[(index * 3) % 200]}"@en .
`;

const turtleOrganisation = (index) => `
${node('organisation', index)}
        rdf:type       elm:Organisation ;
        elm:location   ${node('location', index)} ;
        rov:legalName  "University ${index}"@en .

${node('location', index)}
        rdf:type     dct:Location ;
        elm:address  ${node('address', index)} .

${node('address', index)}
        rdf:type         elm:Address ;
        elm:countryCode  <http://publications.europa.eu/resource/authority/country/IRL> .
`;

const turtleHead = `@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix elm: <http://data.europa.eu/snb/model/elm/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rov: <http://www.w3.org/ns/regorg#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
`;

const xcriHead = `<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:mlo="http://purl.org/net/mlo" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <provider>
    <dc:identifier>https://example.org/</dc:identifier>
    <dc:title>Example College</dc:title>`;

/** By name: what the sources file says of it, and its text. */
export const largeFeeds = {
  json: {
    source: { format: 'moochub', language: 'en' },
    text: (bytes) => feed(bytes, { head: '{"links":{},"data":[', tail: ']}', separator: ',', record: jsonRecord }),
  },
  broken: {
    source: { format: 'moochub', language: 'en', guard: { maxInvalidShare: 1 } },
    text: (bytes) => feed(bytes, { head: '{"links":{},"data":[', tail: ']}', separator: ',', record: brokenRecord }),
  },
  xml: {
    source: { format: 'xcri-cap', language: 'en' },
    text: (bytes) =>
      feed(bytes, { head: xcriHead, tail: '\n  </provider>\n</catalog>', separator: '', record: xmlRecord }),
  },
  csv: {
    source: {
      format: 'table',
      language: 'en',
      options: {
        records: { type: 'csv' },
        fields: {
          id: { from: 'id' },
          title: { from: 'title' },
          description: { from: 'description', html: true },
          providers: { name: { from: 'provider' } },
          homepages: { from: 'url' },
          runs: { start: { from: 'start' }, end: { from: 'end' } },
        },
      },
    },
    text: (bytes) =>
      feed(bytes, {
        head: 'id,title,description,start,end,provider,url\n',
        tail: '\n',
        separator: '\n',
        record: csvRecord,
      }),
  },
  turtle: {
    source: { format: 'elm-rdf', language: 'en' },
    text: (bytes) =>
      feed(bytes, {
        head: turtleHead,
        tail: Array.from({ length: 200 }, (_, index) => turtleOrganisation(index)).join(''),
        separator: '',
        record: turtleRecord,
      }),
  },
};
