import { createUi } from '../../src/web/i18n/ui.js';
import type { Offer } from '../../src/web/offer/fact.js';

/** How the pages speak to an English reader. */
export const english = createUi({ chosen: undefined, preferred: 'en' });

/** An offer as the pages get it, of which only the title is known. */
export function anOffer(parts: Partial<Offer> = {}): Offer {
  return {
    id: '953a0a5c-1cee-5f31-814d-130953c18667',
    title: { text: 'Analysing coastal data', language: 'en' },
    ...{ kinds: [], learningOutcomes: [], credits: [], nqfLevels: [], fields: [], languages: [], modes: [] },
    ...{ assessmentLanguages: [], schedules: [], assessments: [], targetGroups: [], awardingBodies: [], providers: [] },
    ...{ qualityAssurance: [], recognition: [], credentials: [], homepages: [], runs: [] },
    ...{ educationLevels: [], subjects: [], activityTypes: [] },
    status: 'UNKNOWN',
    annexI: { elements: [], present: 1, of: 9 },
    source: { id: 'made', name: 'Made' },
    ...parts,
  };
}

/** A run of an offer, of which only the id is known. */
export function aRun(parts: Partial<Offer['runs'][number]> = {}): Offer['runs'][number] {
  return {
    id: 'b53590cb-d7e3-5dc6-862f-5a26c80d00a4',
    ...{ applicationWindows: [], places: [], prices: [], grants: [], languages: [], modes: [], schedules: [] },
    state: 'UNKNOWN',
    ...parts,
  };
}
