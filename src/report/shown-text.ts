import { type LanguageMap, type LocalizedText, pickText } from '../domain/multilingual.js';
import type { ProblemScope, SourceReport } from './source-report.js';

/** Control characters, line ends, and the invisible ones that turn the direction of the text around them. */
const unshowable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text of a provider as one line that cannot steer a terminal or reorder what stands beside it. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(unshowable, '\ufffd');
}

/** `12.3 %` of a whole; 0 of nothing. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10} %`;
}

/** A number of things in English. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Name of an organisation for an English reader. */
export function nameOf(names: LanguageMap): LocalizedText {
  return pickText(names, 'en') ?? { text: '', language: 'und' };
}

/** What a reader has to know of the problems in a report, as a sentence. */
export function scopeNote({ problems, provider }: SourceReport): string {
  if (provider === undefined) return scopeNotes[problems.scope];
  return `${scopeNotes[problems.scope]} Problems of records that are not in the index cannot be told by provider; the report on the whole source has them.`;
}

const scopeNotes: Readonly<Record<ProblemScope, string>> = {
  everything: 'Found by the last run, which read the whole catalogue.',
  changes: 'Found by the last run, which read only a part of the catalogue, and in the rest by runs before it.',
  'not-applied': 'Found by the last run, which was not applied and may not have read everything.',
  'earlier-run': 'Found by an earlier run than the last one.',
  'counts-only': 'Counts of the last run; the problems themselves were not kept on this machine.',
  unknown: 'No run has left its problems on this machine.',
};

/** How many problems there are in all; undefined where that is not known. */
export function problemCount({ problems: { scope, byCode } }: Pick<SourceReport, 'problems'>): number | undefined {
  return scope === 'unknown' ? undefined : byCode.reduce((sum, { count }) => sum + count, 0);
}

/** `12 problems`, `no problems`, or that nothing is known of them. */
export function problemTotal(report: Pick<SourceReport, 'problems'>): string {
  const total = problemCount(report);
  if (total === undefined) return 'nothing is known of problems';
  return total === 0 ? 'no problems' : counted(total, 'problem');
}

/** How many offers other sources have too, and which sources those are. */
export function mergedNote({ offers, inFront, with: others }: SourceReport['merged']): string {
  if (offers === 0) return 'none';
  const sources = others.slice(0, 5).map(({ source, offers: count }) => `${source} ${count}`);
  const more = others.length > 5 ? ' and others' : '';
  return `${counted(offers, 'offer')}, ${inFront} of them found by this description (${sources.join(', ')}${more})`;
}
