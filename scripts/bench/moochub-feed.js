import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { randomOf } from './records.js';

const topics = [
  'data',
  'health',
  'design',
  'energy',
  'care',
  'networks',
  'languages',
  'finance',
  'construction',
  'gardens',
  'analysis',
  'law',
  'art',
  'logistics',
  'nursing',
  'robotics',
  'ethics',
  'statistics',
];
const forms = ['Introduction to', 'Advanced', 'Practical', 'Foundations of', 'Managing', 'Digital', 'Green', 'Applied'];
const verbs = ['explain', 'apply', 'compare', 'design', 'assess', 'plan', 'document', 'improve'];

/** Writes a MOOChub 3 feed of made-up courses (about 1.6 kB each), always the same for a seed. */
export async function makeMoocHubFeed(path, count, seed = 1) {
  const random = randomOf(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const sentence = (words) => `${Array.from({ length: words }, () => pick(topics)).join(' ')}.`;
  const day = () => new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 700) * 86_400_000).toISOString();
  const stream = createWriteStream(path);
  stream.write('{"links":{"self":"https://example.org/courses"},"data":[');
  for (let index = 0; index < count; index += 1) {
    const start = day();
    const course = {
      id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      type: 'Course',
      attributes: {
        name: `${pick(forms)} ${pick(topics)} and ${pick(topics)} ${index}`,
        description: `<p>${sentence(40)}</p><p>${sentence(40)}</p>`,
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
        teaches: [{ name: [{ inLanguage: 'en', name: `${pick(verbs)} ${pick(topics)}` }] }],
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
