import type { IssueLog } from '../../format.js';
import { type Effort, ectsCredits } from '../../mapping/effort.js';
import { readNumber } from '../../mapping/values.js';
import type { EduApiTemplate } from './edu-api.record.js';

/** One number, before or after the name of what it counts. */
const creditsPattern = /^(?<before>[^\d]*?)\s*(?<number>\d[\d.,]*)\s*(?<after>[^\d]*)$/;

/**
 * `creditsAwarded`, a free text, and `creditType`: ECTS credits only where one of them says ECTS, else credits of the
 * system that they name. A text with more than one number stays a text.
 */
export function creditsOf({ creditsAwarded, creditType }: EduApiTemplate, log: IssueLog): Effort {
  if (creditsAwarded === undefined || creditsAwarded === '') return {};
  const match = creditsPattern.exec(creditsAwarded.slice(0, 500));
  if (match === null) return { workloadStatement: { und: creditsAwarded.slice(0, 500) } };
  const { before = '', number = '', after = '' } = match.groups ?? {};
  const value = readNumber(number.replace(/[.,]$/, ''), 'creditsAwarded', log);
  if (value === undefined) return {};
  const unit = [before, after].map((part) => part.trim()).filter(Boolean);
  if ([...unit, creditType ?? ''].some((text) => /\bECTS\b/i.test(text))) {
    return ectsCredits(value, 'creditsAwarded', log);
  }
  const system = unit.join(' ') || creditType;
  return system === undefined || system === '' ? {} : { credits: [{ system, value }] };
}
