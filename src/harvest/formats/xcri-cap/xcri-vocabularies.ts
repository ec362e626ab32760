import type { Sourced } from '../../../domain/evidence.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import type { XcriNode } from './xcri-cap.record.js';
import { attribute, content } from './xcri-node.js';

interface Term {
  /** Label of the VDEX file. */
  readonly label: string;
  /** Code in the EU list and whether it is the same concept; absent where the EU list has none. */
  readonly to?: { readonly code: string; readonly basis: 'mapped' | 'close' };
  /** Says "not known", so there is nothing to map. */
  readonly unknown?: true;
}

/** VDEX `http://xcri.org/profiles/catalog/1.2/attendanceMode` to the EU list of modes (Lotse crosswalk-mode.csv). */
export const attendanceModes: Readonly<Record<string, Term>> = {
  CM: { label: 'Campus', to: { code: 'presential', basis: 'mapped' } },
  DA: { label: 'Distance with attendance', to: { code: 'blended', basis: 'close' } },
  DS: { label: 'Distance without attendance', to: { code: 'online', basis: 'close' } },
  MM: { label: 'Mixed mode', to: { code: 'blended', basis: 'close' } },
  NC: { label: 'Face-to-face non-campus', to: { code: 'presential', basis: 'mapped' } },
  ON: { label: 'Online (no attendance)', to: { code: 'online', basis: 'mapped' } },
  WB: { label: 'Work-based', to: { code: 'workbased', basis: 'mapped' } },
};

/**
 * VDEX `http://xcri.org/profiles/catalog/1.2/studyMode` to the EU learning schedules. XCRI's "full time" is "the
 * learner's main activity", the EU's is "more than 30 hours": close. XCRI has one "part time" where the EU has two by
 * hours, and neither "flexible" nor "part of a full time programme" is in the EU list: none of these is mapped.
 */
export const studyModes: Readonly<Record<string, Term>> = {
  NK: { label: 'Not known', unknown: true },
  FL: { label: 'Flexible' },
  FT: { label: 'Full time', to: { code: 'full-time', basis: 'close' } },
  PF: { label: 'Part of a full time programme' },
  PT: { label: 'Part time' },
};

/** Concept of a refinement of `mlo:engagement`: by `@identifier`, else by the code or label in the text. */
function readEngagement(
  node: XcriNode | undefined,
  path: string,
  log: IssueLog,
  crosswalk: { terms: Readonly<Record<string, Term>>; to: 'mode' | 'learning-schedule'; rule: string },
): Sourced<string> | undefined {
  const identifier = attribute(node, 'identifier');
  const text = content(node);
  if (identifier === undefined && text === '') return undefined;
  const { terms, to, rule } = crosswalk;
  const code = codeOf(identifier?.replace(/^.*[#/]/, ''), terms) ?? codeOf(text, terms);
  const term = code === undefined ? undefined : terms[code];
  if (term?.unknown === true) return undefined;
  const native = identifier ?? text;
  const concept = term?.to === undefined ? undefined : vocabulary(to).find(term.to.code);
  if (term?.to === undefined || concept === undefined) {
    const expected = Object.keys(terms).join(', ');
    const message =
      term === undefined
        ? `Not a term of the XCRI-CAP 1.2 vocabulary (${expected}).`
        : `"${term.label}" has no counterpart in the EU vocabulary ${to}.`;
    log.warning('UNMAPPED_VALUE', path, message, native);
    return undefined;
  }
  return { value: concept.iri, basis: term.to.basis, rule, path, native: native.slice(0, 500) };
}

function codeOf(value: string | undefined, terms: Readonly<Record<string, Term>>): string | undefined {
  if (value === undefined) return undefined;
  const wanted = fold(value);
  return Object.keys(terms).find((code) => fold(code) === wanted || fold(terms[code]?.label ?? '') === wanted);
}

function fold(value: string): string {
  return value
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();
}

/** `attendanceMode` → EU mode of learning. */
export function readAttendanceMode(
  node: XcriNode | undefined,
  path: string,
  log: IssueLog,
): Sourced<string> | undefined {
  return readEngagement(node, path, log, { terms: attendanceModes, to: 'mode', rule: 'xcri-attendance-mode' });
}

/** `studyMode` → EU learning schedule. */
export function readStudyMode(node: XcriNode | undefined, path: string, log: IssueLog): Sourced<string> | undefined {
  return readEngagement(node, path, log, { terms: studyModes, to: 'learning-schedule', rule: 'xcri-study-mode' });
}

/** `mlo:languageOfInstruction`, `languageOfAssessment`: BCP 47 tags → EU language authority. */
export function readLanguages(nodes: readonly XcriNode[], path: string, log: IssueLog): Sourced<string>[] {
  const found = new Map<string, Sourced<string>>();
  for (const node of nodes) {
    const native = content(node) || attribute(node, 'identifier') || '';
    if (native === '') continue;
    const concept = vocabulary('language').find(native);
    if (concept === undefined) log.warning('UNMAPPED_VALUE', path, 'Not a BCP 47 language tag.', native);
    else if (concept.placeholder === true)
      log.warning('PLACEHOLDER_VALUE', path, 'The tag stands for an unknown language.', native);
    else if (!found.has(concept.iri)) found.set(concept.iri, languageEvidence(concept.iri, native, path));
  }
  return [...found.values()];
}

/** A bare code is the language itself; of a longer tag (`en-GB`) only the language is kept (rule `iso-lang`). */
function languageEvidence(value: string, native: string, path: string): Sourced<string> {
  const kept = native.slice(0, 500);
  return /[-_]/.test(native)
    ? { value, basis: 'derived', rule: 'iso-lang', path, native: kept }
    : { value, basis: 'stated', path, native: kept };
}
