import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { type Scope, scopes } from './table.cells.js';
import type { QualitySpec, SubjectSpec } from './table.options.js';
import { present } from './table.present.js';
import { readLanguageMap, readLanguageMaps, readPlainText, readPlainTexts, readUrl } from './table.read-text.js';
import { readConcept, readDay } from './table.read-value.js';

type SubjectDraft = NonNullable<LearningOpportunityDraft['subjects']>[number];
type QualityDraft = NonNullable<LearningOpportunityDraft['qualityAssurance']>[number];

/** Subjects as stated: codes and labels side by side when there are as many, else each on its own. */
export function readSubjects(scope: Scope, spec: SubjectSpec): SubjectDraft[] {
  return scopes(scope, spec.each).flatMap((inner) => subjectsOf(inner, spec));
}

function subjectsOf(scope: Scope, spec: SubjectSpec): SubjectDraft[] {
  const codes = readPlainTexts(scope, spec.code);
  const labels = spec.label === undefined ? [] : readLanguageMaps(scope, spec.label).map(languages);
  if (codes.length === labels.length) {
    return codes.flatMap((code, at) =>
      (labels[at] ?? []).map((label) => present({ scheme: spec.scheme, code, ...label })),
    );
  }
  return [
    ...codes.map((code) => present({ scheme: spec.scheme, code })),
    ...labels.flat().map((label) => present({ scheme: spec.scheme, ...label })),
  ];
}

function languages(map: Readonly<Record<string, string>>): { label: string; language?: string }[] {
  return Object.entries(map).map(([language, label]) => (language === 'und' ? { label } : { label, language }));
}

/** Quality assurance as the feed claims it: a claim is shown as one, and never as accreditation (domain model §5.2). */
export function readQuality(scope: Scope, spec: QualitySpec): QualityDraft[] {
  const type = readConcept(scope, spec.type, 'accreditation-type');
  const text = readLanguageMap(scope, spec.text);
  if (type === undefined && text === undefined) return [];
  return [
    present({
      type,
      scope: spec.scope,
      evidence: 'provider-claim',
      text,
      agency: readPlainText(scope, spec.agency),
      validFrom: readExactDay(scope, spec.validFrom),
      validTo: readExactDay(scope, spec.validTo),
      reportUrl: readUrl(scope, spec.reportUrl),
      basis: 'stated',
    } as const),
  ];
}

/** A month is no day: what is not known to the day is left out, for the text says it. */
function readExactDay(scope: Scope, spec: QualitySpec['validFrom']): string | undefined {
  const read = readDay(scope, spec);
  return read?.precision === 'day' ? read.date : undefined;
}
