import type { Place as PlaceRecord, Run as RunRecord } from '../../domain/run.js';
import type { Place, Run } from '../types/run.type.js';
import { accepted, concept, sourcedConcept, sourcedConcepts } from './concepts.js';
import type { Reader } from './reader.js';
import { requiredText, text } from './texts.js';

function toPlace(place: PlaceRecord, reader: Reader): Place {
  return {
    name: place.name,
    address: place.address,
    city: place.city,
    country: sourcedConcept('country', place.country, reader),
    nuts: sourcedConcept('nuts', place.nuts, reader),
    geo: place.geo,
  };
}

/** A run as a reader sees it. */
export function toRun(run: RunRecord, reader: Reader): Run {
  return {
    id: run.id,
    nativeIds: run.nativeIds,
    period: run.period,
    applicationWindows: run.applicationWindows,
    places: run.places.map((place) => toPlace(place, reader)),
    duration: run.duration,
    prices: run.prices.map(({ amount, currency, kind, text: words }) => ({
      amount,
      currency: currency === undefined ? undefined : concept('currency', currency, reader),
      kind,
      text: text(words, reader),
    })),
    free: accepted(run.free, reader),
    grants: run.grants.map(({ title, text: words, url }) => ({
      title: requiredText(title, reader),
      text: text(words, reader),
      url,
    })),
    languages: sourcedConcepts('language', run.languages, reader),
    modes: sourcedConcepts('mode', run.modes, reader),
    schedules: sourcedConcepts('learning-schedule', run.schedules, reader),
    state: run.state,
    capacity: run.capacity,
  };
}
