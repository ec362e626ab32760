import type { Settings } from 'meilisearch';

/**
 * Names of the settings that an index does not have as they are wanted. The engine sorts the attributes to sort by, and
 * fills in its own defaults where a setting names only some parts; both is as it should be. Pure.
 */
export function settingsThatDiffer(wanted: Settings, found: Settings): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !holds(value, Reflect.get(found, name), name === 'sortableAttributes'))
    .map(([name]) => name);
}

function holds(wanted: unknown, found: unknown, anyOrder: boolean): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    const [left, right] = anyOrder ? [[...wanted].sort(), [...found].sort()] : [wanted, found];
    return left.every((value, index) => holds(value, right[index], false));
  }
  if (typeof wanted === 'object' && wanted !== null)
    return (
      typeof found === 'object' &&
      found !== null &&
      Object.entries(wanted).every(([name, value]) => holds(value, Reflect.get(found, name), false))
    );
  return wanted === found;
}
