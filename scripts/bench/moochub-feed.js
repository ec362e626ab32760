import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { randomOf } from './records.js';

const catalogues = new URL('../../src/catalogues/', import.meta.url);
const described = [
  'bsd-mit-learn/test_sloan_courses.json',
  'cc-by-sa-ki-campus/notebook-cell21.json',
  'apache-ec2u/OfferingsPoitiers.json',
  'ogl-cornwall-college/formatted_xcri.xml',
];

/**
 * Words of real descriptions in the order in which they stand there, so that texts made of them have as many different
 * words, and neighbours, as those of catalogues: the engine's work depends on both.
 */
function realWords() {
  const texts = described.map((file) => readFileSync(new URL(file, catalogues), 'utf8'));
  const words = texts
    .join(' ')
    .replace(/\\[nrt"]/g, ' ')
    .replace(/<[^>]*>|https?:\S+|&\w+;/g, ' ');
  return words.match(/\p{L}[\p{L}'’-]*[.,]?(?= )/gu) ?? [];
}

/** Makes texts of any number of words: each word is followed by one that follows it in a real description. */
function writerOf(random) {
  const words = realWords();
  const places = new Map();
  words.forEach((word, place) => {
    const known = places.get(word);
    if (known === undefined) places.set(word, [place]);
    else known.push(place);
  });
  return (length) => {
    const text = [];
    let place = Math.floor(random() * words.length);
    for (let count = 0; count < length; count += 1) {
      const word = words[place % words.length];
      text.push(word);
      const same = places.get(word);
      place = same[Math.floor(random() * same.length)] + 1;
    }
    return text.join(' ');
  };
}

/** Writes a MOOChub 3 feed of made-up courses with texts as in real ones (about 1.8 kB each), always the same for a seed. */
export async function makeMoocHubFeed(path, count, seed = 1) {
  const random = randomOf(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const text = writerOf(random);
  const day = () => new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 700) * 86_400_000).toISOString();
  const stream = createWriteStream(path);
  stream.write('{"links":{"self":"https://example.org/courses"},"data":[');
  for (let index = 0; index < count; index += 1) {
    const start = day();
    const course = {
      id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      type: 'Course',
      attributes: {
        name: `${text(4)} ${index}`,
        description: `<p>${text(50)}</p><p>${text(50)}</p>`,
        courseCode: `C-${index}`,
        courseMode: [pick(['online', 'onsite', 'blended'])],
        learningResourceType: {
          identifier: 'https://w3id.org/kim/hcrt/course',
          type: 'Concept',
          inScheme: 'https://w3id.org/kim/hcrt/scheme',
        },
        inLanguage: [pick(['en', 'de', 'fi', 'fr', 'sv'])],
        startDate: [start],
        endDate: [new Date(Date.parse(start) + 60 * 86_400_000).toISOString()],
        duration: 'P8W',
        workload: { timeValue: 1 + Math.floor(random() * 10), timeUnit: 'h/week' },
        teaches: Array.from({ length: 3 }, () => ({ name: [{ inLanguage: 'en', name: text(8) }] })),
        educationalAlignment: [
          {
            educationalFramework: 'ISCED-F',
            shortCode: pick(['0613', '0311', '0912', '0421', '0231']),
            alignmentType: 'educationalSubject',
            targetName: 'x',
            url: 'https://example.org/isced',
            type: 'EducationalAlignment',
          },
        ],
        numberOfCredits: pick([1, 2, 3, 5]),
        url: `https://example.org/courses/${index}`,
        publisher: {
          name: `University ${index % 200}`,
          type: 'Organization',
          url: `https://u${index % 200}.example.org/`,
        },
        license: [{ identifier: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }],
        access: [pick(['free', 'paid'])],
      },
    };
    if (!stream.write(`${index === 0 ? '' : ','}${JSON.stringify(course)}`))
      await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end(']}');
  await finished(stream);
}
