#!/usr/bin/env node
/** Writes the tables of README.md (settings, errors, filters, formats) from the code that they describe. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../dist/config/settings-help.js';
import { vocabulary } from '../dist/domain/vocabularies/vocabulary.js';
import { errorKinds } from '../dist/graphql/errors.js';
import { formats } from '../dist/harvest/formats/registry.js';
import { searchField, searchFieldNames } from '../dist/search/fields.js';

const path = new URL('../README.md', import.meta.url);
const row = (...cells) => `| ${cells.join(' | ')} |`;

function errorTable() {
  const rows = Object.entries(errorKinds).map(([code, { description, status, retry }]) =>
    row(`\`${code}\``, status, retry ? 'yes' : 'no', description),
  );
  return [row('code', 'HTTP', 'retry', 'meaning'), row('---', '---', '---', '---'), ...rows].join('\n');
}

/** What a field takes, for the reference of filters. */
function takes(name) {
  const { type, vocabularies = [], hierarchical } = searchField(name);
  if (type === 'number') return '`in`, `min`, `max`';
  if (type === 'day') return '`min`, `max` (dates)';
  if (type === 'flag') return '`is`';
  const codes = vocabularies.flatMap((id) =>
    vocabulary(id).open
      ? []
      : [...vocabulary(id).concepts()].filter(({ placeholder }) => placeholder !== true).map(({ code }) => code),
  );
  const shown =
    codes.length === 0
      ? 'ids'
      : codes.length > 14
        ? `${codes.slice(0, 3).join(', ')} … (${vocabularies.join(', ')})`
        : codes.join(', ');
  return `\`in\`: ${shown}${hierarchical ? '; finds what is below a code too' : ''}`;
}

const meanings = {
  eqfLevel: 'EQF level 1–8',
  qfEheaCycle: 'QF-EHEA cycle',
  ects: 'ECTS credits',
  workloadHours: 'workload in hours; finds offers whose workload overlaps the range',
  language: 'language of instruction',
  mode: 'form of participation',
  recognition: 'recognition options (Annex II, principle 6)',
  setting: 'formal or non-formal learning',
  kind: 'kind of offer',
  credential: 'credential issued',
  assessmentType: 'type of assessment',
  supervision: 'supervision and identity verification',
  qualityAssurance: 'quality assurance, by type and by who vouches for it',
  stackability: 'integration options',
  country: 'country of the place of learning; of the issuer where no place is stated',
  place: 'place of a run with coordinates, as the facet of this name spells it',
  nuts: 'region, any depth',
  iscedF: 'field of education (ISCED-F 2013), any depth',
  escoSkill: 'ESCO skill',
  provider: 'provider',
  providerType: 'type of provider',
  targetGroup: 'target group',
  schedule: 'full time, part time',
  startDate: 'start of a run',
  deadline: 'application deadline of a run',
  free: 'free of charge',
  funding: 'funding is offered',
  completeness: 'mandatory Annex I elements present, 0–9',
  source: 'source',
};

function filterTable() {
  const rows = searchFieldNames.map((name) => row(`\`${name}\``, meanings[name], takes(name)));
  const others = [
    row('`price`', 'price of a run', '`currency` (default EUR), `min`, `max`'),
    row('`near`', 'a place within a distance', '`latitude`, `longitude`, `km`, `orOnline`'),
    row('`updatedSince`', 'new or changed in the gateway', 'an instant'),
    row(
      '`status`',
      'where the offer stands on `asOf`',
      'OPEN, UPCOMING, EXPIRED, UNKNOWN; without it expired offers are left out',
    ),
    row('`and`, `or`, `not`', 'over all of them', 'filters'),
  ];
  return [row('filter', 'finds offers by', 'takes'), row('---', '---', '---'), ...rows, ...others].join('\n');
}

function formatTable() {
  return [
    row('format', 'standard'),
    row('---', '---'),
    ...formats.map(({ id, title }) => row(`\`${id}\``, title)),
  ].join('\n');
}

const tables = { settings: settingsTable(), errors: errorTable(), filters: filterTable(), formats: formatTable() };
let text = readFileSync(path, 'utf8');
for (const [name, table] of Object.entries(tables)) {
  const block = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!block.test(text)) throw new Error(`README.md has no block "${name}"`);
  text = text.replace(block, (_, open, close) => `${open}${table}\n${close}`);
}
writeFileSync(path, text);
