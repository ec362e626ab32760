import { annex1States, completeness, optionalElements } from '../annex1.js';
import type { LearningOpportunity } from '../learning-opportunity.js';
import { canonicalUrl } from './canonical-url.js';

/**
 * How well a record is described, compared number by number, higher is better: Annex I elements with exact values, then with any; optional ones; values that the source states itself; whether the feed
 * is of the provider's own site; languages; and length of the texts, by which it has to be clearly longer to stand first.
 */
export function meritsOf(record: LearningOpportunity): number[] {
  const states = annex1States(record);
  const texts = [record.description ?? {}, ...record.learningOutcomes.map(({ text }) => text ?? {})];
  return [
    completeness(states),
    completeness(states, 'any'),
    optionalElements.filter((element) => states[element] === 'present').length,
    (JSON.stringify(record).match(/"basis":"stated"/g) ?? []).length,
    Number(isOwnFeed(record)),
    Object.keys(record.title).length,
    Math.round(Math.log2(1 + texts.reduce((sum, map) => sum + Object.values(map).join('').length, 0))),
  ];
}

/** Whether the feed was read from the web site of a provider. */
function isOwnFeed({ provenance, providers }: LearningOpportunity): boolean {
  const host = hostOf(provenance.feed);
  if (host === undefined) return false;
  const sites = providers.map(({ homepage }) => homepage && hostOf(homepage));
  return sites.some((site) => site !== undefined && (host === site || host.endsWith(`.${site}`)));
}

function hostOf(text: string): string | undefined {
  return canonicalUrl(text)?.split(/[/?:]/)[0];
}
