import type { FilterName } from '../filters.js';
import type { SortName } from '../sorts.js';

/** Texts by the plural categories of their language (CLDR); `{n}` is the number. */
export type PluralText = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** All that the widget says itself, in one language. `{…}` are places for values. */
export interface Messages {
  readonly words: string;
  readonly search: string;
  readonly filters: string;
  readonly clearAll: string;
  readonly remove: string;
  readonly results: PluralText;
  readonly resultsFor: string;
  readonly shown: string;
  readonly more: string;
  readonly loading: string;
  readonly none: string;
  readonly noneHint: string;
  readonly idle: string;
  readonly notStated: string;
  readonly orNotStated: string;
  readonly showAll: string;
  readonly showFewer: string;
  readonly from: string;
  readonly to: string;
  readonly atMost: string;
  readonly onOrAfter: string;
  readonly sortBy: string;
  readonly sorts: Readonly<Record<SortName, string>>;
  readonly names: Readonly<Record<FilterName, string>>;
  readonly nextStart: string;
  readonly eqf: string;
  readonly hours: string;
  readonly derived: string;
  readonly microCredential: string;
  readonly qualityClaim: string;
  readonly qualityRegister: string;
  readonly qualityLabel: string;
  readonly newTab: string;
  readonly offline: string;
  readonly away: string;
  readonly broken: string;
  readonly retry: string;
  readonly sources: string;
  readonly licence: string;
}
