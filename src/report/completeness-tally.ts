import {
  type Annex1Element,
  annex1Elements,
  completeness,
  type ElementState,
  mandatoryElements,
} from '../domain/annex1.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';
import type { CompletenessCounts, ElementCounts } from './source-report.js';

const mandatory: ReadonlySet<string> = new Set(mandatoryElements);

/** English name of an element. */
export function elementLabel(element: Annex1Element): string {
  return vocabulary('annex1-element').label(element, 'en')?.text ?? element;
}

/** Counts the Annex I elements of offers; a few hundred bytes however many there are. */
export class CompletenessTally {
  #offers = 0;
  readonly #states = annex1Elements.map((element) => ({ element, present: 0, derived: 0, absent: 0 }));
  readonly #distribution: number[] = Array.from({ length: mandatoryElements.length + 1 }, () => 0);

  add(states: Readonly<Record<Annex1Element, ElementState>>): void {
    this.#offers += 1;
    for (const counts of this.#states) counts[states[counts.element]] += 1;
    const present = completeness(states);
    this.#distribution[present] = (this.#distribution[present] ?? 0) + 1;
  }

  get offers(): number {
    return this.#offers;
  }

  get elements(): ElementCounts[] {
    return this.#states.map(({ element, ...counts }) => ({
      ...{ element, label: elementLabel(element), mandatory: mandatory.has(element) },
      ...counts,
    }));
  }

  get completeness(): CompletenessCounts {
    const sum = this.#distribution.reduce((total, offers, present) => total + offers * present, 0);
    return {
      ...(this.#offers === 0 ? {} : { mean: Math.round((100 * sum) / this.#offers) / 100 }),
      complete: this.#distribution.at(-1) ?? 0,
      distribution: [...this.#distribution],
    };
  }
}
