import { mandatoryElements } from '../domain/annex1.js';
import { counted, mergedNote, nameOf, oneLine, percent, problemTotal, scopeNote } from '../report/shown-text.js';
import type { SourceReport } from '../report/source-report.js';
import { columns } from './output.js';

/** Most providers that are listed in a terminal. */
const mostProviders = 10;

/** A report for the terminal, line by line. */
export function reportLines(report: SourceReport): string[] {
  const { source, provider } = report;
  const whose = provider === undefined ? '' : `, only ${nameOf(provider.names).text} (${provider.id})`;
  const lines = [
    `${source.id}: ${source.name}${whose}`,
    ...freshness(report),
    ...(report.offers.total === 0 ? [] : coverage(report)),
    ...problems(report),
    ...providers(report),
  ];
  return lines.map((line) => oneLine(line));
}

function freshness({
  asOf,
  offers,
  lastRun,
  lastSuccessAt,
  lastError,
  merged,
  modifiedAtSource: modified,
}: SourceReport) {
  const { total, open, upcoming, expired, undated, withdrawn } = offers;
  return [
    `  ${counted(total, 'offer')} on ${asOf}: ${open} open, ${upcoming} upcoming, ${expired} expired, ${undated} without dates; ${withdrawn} withdrawn`,
    lastRun === undefined
      ? '  never harvested'
      : `  last run ${lastRun.startedAt}: ${lastRun.outcome} (read ${lastRun.read}, rejected ${lastRun.rejected}, duplicates ${lastRun.duplicates}); last success ${lastSuccessAt ?? 'never'}`,
    `  also in other catalogues: ${mergedNote(merged)}`,
    ...(lastError === undefined ? [] : [`  last error ${lastError.at}: ${lastError.code}: ${lastError.message}`]),
    modified === undefined
      ? '  no offer states when it was changed by the provider'
      : `  changed by the provider from ${modified.oldest} to ${modified.newest} (stated by ${modified.offers})`,
  ];
}

function coverage({ offers: { total }, elements, completeness: { mean, complete, distribution } }: SourceReport) {
  const rows = elements.map(({ label, mandatory, present, derived, absent }) => [
    ...[mandatory ? label : `${label} (optional)`, present, derived, absent],
    percent(present, total).padStart(8),
  ]);
  const numbers = distribution.flatMap((offers, present) => (offers === 0 ? [] : [`${present}: ${offers}`]));
  return [
    `  Annex I: ${mean?.toFixed(1)} of ${mandatoryElements.length} mandatory elements on average, ${counted(complete, 'offer')} with all`,
    ...columns([['element', 'present', 'derived', 'absent', ' present'], ...rows]).map((line) => `    ${line}`),
    `    offers by mandatory elements present: ${numbers.join(', ')}`,
  ];
}

function problems(report: SourceReport): string[] {
  return [
    `  ${problemTotal(report)}: ${scopeNote(report)}`,
    ...report.problems.byCode.flatMap(({ code, count, records, advice, examples }) => [
      `    ${code} (${count}${records === undefined ? '' : ` in ${counted(records, 'record')}`}): ${advice}`,
      ...examples.map(
        ({ severity, record, path, message, excerpt }) =>
          `      ${severity} in ${record} at ${path || '(record)'}: ${message}${excerpt === undefined ? '' : ` [${excerpt}]`}`,
      ),
    ]),
  ];
}

function providers({ providers: found = [] }: SourceReport): string[] {
  if (found.length < 2) return [];
  const rows = found
    .slice(0, mostProviders)
    .map(({ id, names, offers, completeness: { mean } }) => [
      ...[id, offers, mean?.toFixed(1) ?? ''],
      nameOf(names).text.slice(0, 80),
    ]);
  const more = found.length - mostProviders;
  return [
    `  ${counted(found.length, 'provider')}`,
    ...columns([['provider', 'offers', 'average', 'name'], ...rows]).map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${more} more (--json has all)`] : []),
  ];
}
