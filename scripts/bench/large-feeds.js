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
};
