import { FeedError } from '../../feed.js';
import type { SourceDefinition } from '../../source.js';
import { type TableOptions, tableOptions } from './table.options.js';

const checked = new WeakMap<object, TableOptions>();

/**
 * The checked options of a source.
 *
 * @throws FeedError CONFIG_INVALID naming the source and every option that is wrong.
 */
export function tableSettings(source: SourceDefinition): TableOptions {
  const known = checked.get(source.options);
  if (known !== undefined) return known;
  const result = tableOptions.safeParse(source.options);
  if (!result.success) {
    const problems = result.error.issues.map((it) => `options.${it.path.join('.')}: ${deepest(it)}`);
    throw new FeedError('CONFIG_INVALID', `Source "${source.id}", ${problems.join('; ')}`, { cause: result.error });
  }
  checked.set(source.options, result.data);
  return result.data;
}

interface ZodIssueLike {
  readonly message: string;
  readonly code?: string | undefined;
  readonly errors?: readonly (readonly (ZodIssueLike & { readonly path: readonly PropertyKey[] })[])[];
}

/** A union reports one list of issues per branch: the branch that got furthest says what is wrong. */
function deepest(issue: ZodIssueLike): string {
  const branches = issue.errors ?? [];
  const best = branches.toSorted((a, b) => depth(b) - depth(a))[0]?.[0];
  if (best === undefined) return issue.message;
  const place = best.path.length === 0 ? '' : `${best.path.join('.')}: `;
  return `${place}${deepest(best)}`;
}

function depth(
  branch: readonly { readonly path: readonly PropertyKey[]; readonly code?: string | undefined }[],
): number {
  const first = branch[0];
  if (first === undefined) return -1;
  return first.path.length * 2 + (first.code === 'invalid_type' ? 0 : 1);
}
