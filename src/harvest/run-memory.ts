import type { CatalogueIndex } from './catalogue-index.js';
import { goneFrom, type PartRecords, partsAfter, type SeenPart } from './part-records.js';
import type { HarvestExtent, HarvestReport } from './report.js';
import type { SourceDefinition } from './source.js';
import type { SourceState, SourceStates } from './source-state.js';
import type { Mark, TransportMemory } from './transports/transport-memory.js';

/** What is needed to remember runs. */
export interface MemoryContext {
  readonly states: SourceStates;
  readonly fingerprintOf: (source: SourceDefinition) => string;
}

interface Part extends SeenPart {
  readonly ids: Set<string>;
  broken: boolean;
}

const day = 86_400_000;

/** What one run knows of the one before, and what it learns. */
export class RunMemory implements TransportMemory {
  readonly marks: ReadonlyMap<string, Mark>;
  /** How much of the source the transport gives. */
  extent: Exclude<HarvestExtent, 'part'> = 'everything';
  /** The index did not take all that the run gave it, so that everything is to be compared again. */
  isDoubtful = false;
  /** The feeds are those that an earlier run has kept: what the source itself said is as old as they are. */
  isAgain = false;
  /** Gives the feeds that the last applied run has kept, by address. */
  kept?: (uri: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  private isPatched = false;
  private readonly before: PartRecords;
  private readonly learned = new Map<string, Mark>();
  private readonly parts = new Map<string, Part>();
  private readonly revoked = new Set<string>();

  constructor(
    /** The state after the last applied run. */
    private readonly last?: SourceState,
    /** Whether it may be relied on, so that not everything need be read. */
    private readonly isCurrent = false,
  ) {
    this.marks = new Map(isCurrent ? Object.entries(last?.marks ?? {}) : []);
    this.before = new Map(Object.entries(last?.parts ?? {}));
  }

  keep(address: string, mark: Mark): void {
    this.learned.set(address, mark);
  }

  nothingNew(): void {
    if (this.isCurrent) this.extent = 'nothing';
  }

  onlyChanges(): void {
    if (this.isCurrent) this.extent = 'changes';
  }

  async lastFeed(uri: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    return this.isCurrent ? this.kept?.(uri) : undefined;
  }

  patched(): void {
    this.isPatched = true;
  }

  listed(part: string): void {
    const known = this.parts.get(part);
    if (known === undefined || known.deleted) this.parts.set(part, { ids: new Set(), deleted: false, broken: false });
  }

  deleted(part: string): void {
    for (const id of this.parts.get(part)?.ids ?? []) this.revoked.add(id);
    this.parts.set(part, { ids: new Set(), deleted: true, broken: false });
  }

  /** A part has brought a record. */
  brought(part: string, id: string): void {
    this.parts.get(part)?.ids.add(id);
  }

  /** A part has brought a broken record, whose id may be known. Returns the records that may be meant. */
  broke(part: string, id: string | undefined): readonly string[] {
    const seen = this.parts.get(part);
    if (seen !== undefined) seen.broken = true;
    if (id !== undefined) seen?.ids.add(id);
    return this.before.get(part) ?? [];
  }

  /** The parts that this run was told of. */
  seenParts(): Iterable<string> {
    return this.parts.keys();
  }

  /** What this run was told of a part. */
  fateOf(part: string): 'listed' | 'deleted' | undefined {
    const seen = this.parts.get(part);
    if (seen === undefined) return undefined;
    return seen.deleted ? 'deleted' : 'listed';
  }

  /** Whether the last run is remembered; it is not where one was broken off while it was applied. */
  get hasState(): boolean {
    return this.last !== undefined;
  }

  /** Id of the last applied run, where what is remembered of it may be relied on. */
  get lastRun(): string | undefined {
    return this.isCurrent ? this.last?.runId : undefined;
  }

  /** Records of this run whose parts were deleted while it listed them. */
  takenBack(): readonly string[] {
    const there = new Set([...this.parts.values()].flatMap(({ ids }) => [...ids]));
    return [...this.revoked].filter((id) => !there.has(id));
  }

  /** Records that are gone; undefined where everything was read, so that absence tells it. */
  gone(): ReadonlySet<string> | undefined {
    if (this.extent === 'everything') return undefined;
    return goneFrom(this.before, partsAfter(this.before, this.parts, true));
  }

  /** Live records and format as the last run left them. */
  get unchanged(): Pick<SourceState, 'records' | 'format'> {
    return this.last ?? { records: 0 };
  }

  stateAfter({ runId, finishedAt, format }: HarvestReport, records: number, fingerprint: string): SourceState {
    const isFull = this.extent === 'everything' || this.last === undefined;
    const parts = partsAfter(this.before, this.parts, !isFull);
    const fullAt = isFull && !this.isAgain && !this.isPatched ? finishedAt : (this.last?.fullAt ?? finishedAt);
    return {
      ...{ version: 1, fingerprint, runId, records, fullAt },
      ...(format === undefined ? {} : { format }),
      marks: Object.fromEntries(this.learned),
      parts: Object.fromEntries([...parts].map(([part, ids]) => [part, [...ids]])),
    };
  }
}

/**
 * What is known of a source whose kept feeds are mapped again, where they agree with the last run that is remembered. What
 * the source said of its documents then stands, so that the next harvest need not read them all.
 */
export function recallAgain(last: SourceState | undefined): RunMemory {
  const memory = new RunMemory(last);
  memory.isAgain = true;
  memory.isDoubtful = last === undefined;
  for (const [address, mark] of Object.entries(last?.marks ?? {})) memory.keep(address, mark);
  return memory;
}

/**
 * What is known of a source when a run begins. It is relied on when nothing was forced, the source is defined and mapped
 * as it was, a full run is not due, and the index holds what that run left there.
 */
export async function recall(
  source: SourceDefinition,
  { states, fingerprintOf }: MemoryContext,
  index: CatalogueIndex,
  { now, force }: { readonly now: Date; readonly force: boolean },
): Promise<RunMemory> {
  const last = await states.load(source.id);
  if (last === undefined || force) return new RunMemory(last);
  const age = now.getTime() - Date.parse(last.fullAt);
  const isCurrent =
    last.fingerprint === fingerprintOf(source) &&
    age >= 0 &&
    age < source.refreshFullDays * day &&
    last.runId === (await index.appliedRun(source.id)) &&
    last.records === (await index.count(source.id));
  return new RunMemory(last, isCurrent);
}
