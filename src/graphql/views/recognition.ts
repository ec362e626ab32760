import { meets } from '../../domain/evidence.js';
import type { LearningOpportunity as Record } from '../../domain/learning-opportunity.js';
import type { QualityAssurance, Recognition, RelatedOffer, Stackability } from '../types/recognition.type.js';
import { sourcedConcept } from './concepts.js';
import type { Reader } from './reader.js';
import { text } from './texts.js';

type Stacking = NonNullable<Record['stackability']>;

/** The statements on quality assurance whose evidence the reader accepts. */
export function qualityAssurance(values: Record['qualityAssurance'], reader: Reader): QualityAssurance[] {
  return values
    .filter(({ basis }) => meets(basis, reader.evidence))
    .map((it) => ({
      type: sourcedConcept('accreditation-type', it.type, reader),
      scope: it.scope,
      evidence: it.evidence,
      text: text(it.text, reader),
      agency: it.agency,
      decision: it.decision,
      validFrom: it.validFrom,
      validTo: it.validTo,
      reportUrl: it.reportUrl,
      basis: it.basis,
    }));
}

/** The ways of recognition whose evidence the reader accepts. */
export function recognition(values: Record['recognition'], reader: Reader): Recognition[] {
  return values.flatMap((it) => {
    const option = sourcedConcept('recognition-option', it.option, reader);
    return option === undefined
      ? []
      : { option, status: it.status, text: text(it.text, reader), by: it.by, url: it.url };
  });
}

function related(offers: Stacking['hasPart'], reader: Reader): RelatedOffer[] {
  return offers.map(({ id, nativeId, title, url }) => ({ id, nativeId, title: text(title, reader), url }));
}

/** The options, if something is left to tell. */
export function stackability(value: Record['stackability'], reader: Reader): Stackability | undefined {
  if (value === undefined) return undefined;
  const view = {
    kind: sourcedConcept('stackability', value.kind, reader),
    text: text(value.text, reader),
    hasPart: related(value.hasPart, reader),
    isPartOf: related(value.isPartOf, reader),
    leadsTo: related(value.leadsTo, reader),
  };
  const empty =
    view.kind === undefined &&
    view.text === undefined &&
    [view.hasPart, view.isPartOf, view.leadsTo].every((offers) => offers.length === 0);
  return empty ? undefined : view;
}
