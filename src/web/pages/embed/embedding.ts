import type { WidgetSearchQuery, WidgetSearchQueryVariables } from '../../embedding/generated/operations.js';
import type { Operation } from '../../query.js';

/** What the pages around the widget need to know of the server. */
export interface Embedding {
  /** The one operation that widgets run. */
  readonly operation: Operation<WidgetSearchQuery, WidgetSearchQueryVariables>;
  /** What is fixed for widgets with this preset, or with none; undefined for a preset that is not there. */
  framing(preset: string | undefined): Framing | undefined;
  readonly presets: readonly PresetSummary[];
  /** The widget's script and that of pages that frame it. */
  readonly scripts: { readonly widget: ScriptSummary; readonly frame: ScriptSummary };
}

export interface Framing {
  /** Sources of the directive `frame-ancestors` (CSP 3). */
  readonly ancestors: string;
  /** What is asked, held to the preset. */
  lock(variables: WidgetSearchQueryVariables): WidgetSearchQueryVariables;
}

/** A preset as its users may know it. */
export interface PresetSummary {
  readonly id: string;
  readonly title: string;
  readonly languages: readonly string[];
  /** Undefined: whoever may use the API. */
  readonly origins: readonly string[] | undefined;
}

export interface ScriptSummary {
  /** Path of the newest one. */
  readonly path: string;
  /** Path of exactly this one. */
  readonly pinned: string;
  readonly integrity: string;
}
