import type { LearningOpportunity } from '../../domain/learning-opportunity.js';

/** Most records of each kind that a run names. */
export const mostExamples = 20;

export const changeKinds = ['new', 'changed', 'withdrawn'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A record that a run has changed. */
export interface ChangedRecord {
  readonly change: ChangeKind;
  readonly id: string;
  /** The record's id in the source; empty where it is not known. */
  readonly nativeId: string;
  /** In the first of its languages; empty where it is not known. */
  readonly title: string;
}

/** What is read of a record to name it. */
export type NamedRecord = Partial<Pick<LearningOpportunity, 'provenance' | 'title'>> & { readonly id: string };

/** Longest title or native id that is told. */
const longest = 200;

/** Names a changed record. */
export function changedRecord(change: ChangeKind, { id, provenance, title }: NamedRecord): ChangedRecord {
  const [name = ''] = Object.values(title ?? {});
  return { change, id, nativeId: (provenance?.record ?? '').slice(0, longest), title: name.slice(0, longest) };
}

/** Collects the first records of each kind that a run changes. */
export class RunChanges {
  readonly #first: Readonly<Record<ChangeKind, Map<string, ChangedRecord>>> = {
    new: new Map(),
    changed: new Map(),
    withdrawn: new Map(),
  };

  add(change: ChangeKind, record: NamedRecord): void {
    const first = this.#first[change];
    if (first.size < mostExamples && !first.has(record.id)) first.set(record.id, changedRecord(change, record));
  }

  /** The same, for one that is named already. */
  note({ change, id, nativeId, title }: ChangedRecord): void {
    const first = this.#first[change];
    if (first.size >= mostExamples || first.has(id)) return;
    first.set(id, { change, id, nativeId: nativeId.slice(0, longest), title: title.slice(0, longest) });
  }

  /** Takes a record back: the engine refused it. */
  remove(id: string): void {
    for (const kind of changeKinds) this.#first[kind].delete(id);
  }

  /** Ids of those of which nothing but the id is known. */
  get nameless(): string[] {
    return this.all.filter(({ title, nativeId }) => title === '' && nativeId === '').map(({ id }) => id);
  }

  /** Tells more of records that are there already. */
  name(records: readonly NamedRecord[]): void {
    for (const record of records)
      for (const kind of changeKinds)
        if (this.#first[kind].has(record.id)) this.#first[kind].set(record.id, changedRecord(kind, record));
  }

  /** New ones first, then changed, then withdrawn, each in the order of the run. */
  get all(): ChangedRecord[] {
    return changeKinds.flatMap((kind) => [...this.#first[kind].values()]);
  }
}
