import type { Place } from '../domain/run.js';

/** A place that can be shown on a map. */
export interface PlacePoint {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Longest name of a place in its key, in characters. */
const longestName = 80;

/**
 * The key under which a place is searched and counted: `54.3233,10.1228 Kiel`, coordinates to four decimals (about ten
 * metres). Undefined for a place without coordinates, or without city and name.
 */
export function placeKey({ geo, city, name }: Place): string | undefined {
  const named = (city ?? name)?.replace(/\s+/g, ' ').trim().slice(0, longestName).toWellFormed();
  if (geo === undefined || named === undefined || named === '') return undefined;
  return `${geo.latitude.toFixed(4)},${geo.longitude.toFixed(4)} ${named}`;
}

/** The place that a key names; undefined for what is none. */
export function readPlaceKey(key: string): PlacePoint | undefined {
  const [, latitude, longitude, name] = /^(-?\d+\.\d+),(-?\d+\.\d+) (.+)$/.exec(key) ?? [];
  if (latitude === undefined || longitude === undefined || name === undefined) return undefined;
  return { name, latitude: Number(latitude), longitude: Number(longitude) };
}
