import { attributeOf, contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { isAwarded, isWayThrough, naturesOf, statesNothingOfItsOwn } from './cdm-blocks.js';
import type { CdmPart, CdmRecord, CdmReference } from './cdm-fr.record.js';
import { deep, idsOf, type PartReference, partReferences, referencesIn } from './cdm-fr.references.js';
import type { UnitDirectory } from './cdm-units.js';

interface Habilitation {
  readonly status: string | undefined;
  readonly programs: readonly string[];
  readonly institutions: readonly string[];
}

/** A program or course so far as others refer to it. */
interface Offer {
  readonly reference: CdmReference;
  readonly natures: readonly string[];
  readonly parts: readonly PartReference[];
  /** Whether it may be a block: a program that states nothing of its own. */
  readonly bare: boolean;
  /** `credits@ECTScredits` of one that may be a block. */
  readonly ects: string | undefined;
}

/** Most habilitations of one offer, and institutions that hold them. */
const maxHabilitations = 100;
/** Most offers that one is said to be a part of. */
const maxWholes = 100;
/** Most parts of one offer that are found through blocks; what it refers to itself always counts. */
const maxPartsInBlocks = 300;
/** Deepest nesting of blocks. */
const maxBlocks = 16;

/** What the elements of one document say about each other. */
export class Links {
  private readonly offers = new Map<string, Offer>();
  private readonly habilitations = new Map<string, Habilitation>();
  private readonly byProgram = new Map<string, Habilitation[]>();
  private structure: Structure | undefined;

  addOffer(element: XmlNode, language: string | undefined, isWhole: boolean): void {
    const ids = idsOf(element);
    const [id] = ids;
    if (id === undefined) return;
    const name = nodeAt(element, 'programName') ?? nodeAt(element, 'courseName');
    const text = nodeAt(name, 'text');
    const title = (text ?? name)?.text.trim().slice(0, 500);
    const tag = attributeOf(text, 'language') ?? language;
    const reference = { id, ...(title ? { title } : {}), ...(tag === undefined ? {} : { language: tag }) };
    const natures = naturesOf(element);
    const bare = element.name === 'program' && isWhole && !isAwarded(natures) && statesNothingOfItsOwn(element);
    const credits = bare ? nodesAt(element, 'qualification', 'credits') : [];
    const ects = credits.flatMap((node) => attributeOf(node, 'ECTScredits') ?? [])[0]?.slice(0, 20);
    const offer = { reference, natures, parts: partReferences(element), bare, ects };
    for (const key of ids) if (!this.offers.has(key)) this.offers.set(key, offer);
  }

  addHabilitation(element: XmlNode): void {
    const status = nodeAt(element, 'habiliRequest', 'habilistatus') ?? nodeAt(element, 'habilistatus');
    const habilitation = {
      status: attributeOf(status, 'habiliStatusValue')?.slice(0, 100),
      programs: referencesIn(nodesAt(element, 'habiliObject', 'refProgram')),
      institutions: referencesIn(nodesAt(element, 'cohabilitation', 'listOfOrgUnit', 'habOrgUnit', 'refOrgUnit')),
    };
    const ids = [attributeOf(element, 'id'), attributeOf(element, 'ident'), contentAt(element, 'habiliId')];
    for (const id of ids) if (id !== undefined) this.habilitations.set(id, habilitation);
    for (const program of habilitation.programs) {
      const known = this.byProgram.get(program);
      if (known === undefined) this.byProgram.set(program, [habilitation]);
      else if (known.length < maxHabilitations) known.push(habilitation);
    }
  }

  /** Whether an element is a block in the structure of a programme, so that it is no offer; once all are added. */
  isBlock(element: XmlNode): boolean {
    const [id] = idsOf(element);
    return id !== undefined && this.settled().isBlock(id);
  }

  resolve(record: CdmRecord, directory: UnitDirectory): CdmRecord {
    const { element } = record;
    const ids = idsOf(element);
    const named = referencesIn(nodesAt(element, 'refHabilitation')).flatMap((id) => this.habilitations.get(id) ?? []);
    const naming = ids.flatMap((id) => this.byProgram.get(id) ?? []);
    const habilitations = [...new Set([...named, ...naming])].slice(0, maxHabilitations);
    const holders = [...new Set(habilitations.flatMap(({ institutions }) => institutions))].slice(0, maxHabilitations);
    const referring = directory.offeringOf(ids);
    const structure = referencesIn(nodesAt(element, 'programStructure').flatMap((node) => deep(node, ['refOrgUnit'])));
    const providers = [record.providers, referring, structure.flatMap((id) => directory.chain(id))];
    return {
      ...record,
      providers: distinctUnits(providers.find((units) => units.length > 0) ?? []),
      awarding: distinctUnits(holders.flatMap((id) => directory.chain(id).slice(-1))),
      habilitations: habilitations.flatMap(({ status }) => (status === undefined ? [] : [{ status }])),
      parts: this.settled().partsOf(partReferences(element)),
      wholes: this.settled().wholesOf(ids),
      inBlock: this.settled().isInBlock(ids),
    };
  }

  private settled(): Structure {
    this.structure ??= new Structure(this.offers);
    return this.structure;
  }
}

/** Of what the offers of a document consist, with its blocks told from them. */
class Structure {
  private readonly blocks = new Set<Offer>();
  private readonly wholes = new Map<Offer, Offer[]>();

  constructor(private readonly offers: ReadonlyMap<string, Offer>) {
    const ways = new Set<Offer>();
    const all = new Set(offers.values());
    for (const whole of all) {
      for (const part of this.known(whole.parts)) {
        if (isWayThrough(part.natures, whole.natures)) ways.add(part);
        const known = this.wholes.get(part);
        if (known === undefined) this.wholes.set(part, [whole]);
        else if (known.length < maxWholes) known.push(whole);
      }
    }
    // Blocks are parts of what is no block, or parts of blocks. Where no program states anything, all are offers.
    const open = [...all].filter(({ bare }) => !bare);
    for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
      for (const part of this.known(whole.parts)) {
        if (!part.bare || ways.has(part) || this.blocks.has(part)) continue;
        this.blocks.add(part);
        open.push(part);
      }
    }
  }

  isBlock(id: string): boolean {
    const offer = this.offers.get(id);
    return offer !== undefined && this.blocks.has(offer);
  }

  /** Whether one with these ids is a part of blocks only. */
  isInBlock(ids: readonly string[]): boolean {
    const wholes = this.known(ids.map((id) => ({ id }))).flatMap((offer) => this.wholes.get(offer) ?? []);
    return wholes.length > 0 && wholes.every((whole) => this.blocks.has(whole));
  }

  /** What these references lead to: another offer, or a block with what it holds in turn, each block once. */
  partsOf(references: readonly PartReference[]): CdmPart[] {
    const entered = new Set<Offer>();
    let left = maxPartsInBlocks;
    const part = (reference: PartReference, depth: number): CdmPart[] => {
      const offer = this.offers.get(reference.id);
      if (offer === undefined) return [{ reference: reference.id, inDocument: reference.inDocument }];
      const found = { ...offer.reference, reference: reference.id, inDocument: reference.inDocument };
      if (!this.blocks.has(offer)) return [found];
      if (entered.has(offer)) return [];
      entered.add(offer);
      const inside = depth < maxBlocks ? offer.parts.slice(0, left) : [];
      left -= inside.length;
      const parts = inside.flatMap((it) => part(it, depth + 1));
      return [{ ...found, ...(offer.ects === undefined ? {} : { ects: offer.ects }), parts }];
    };
    return references.flatMap((reference) => part(reference, 0));
  }

  /** The offers of which one with these ids is a part, itself or through blocks. */
  wholesOf(ids: readonly string[]): CdmReference[] {
    const [self] = this.known(ids.map((id) => ({ id })));
    const found = new Set<Offer>();
    const seen = new Set<Offer>();
    const open = self === undefined ? [] : [self];
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      for (const whole of this.wholes.get(part) ?? []) {
        if (seen.has(whole) || found.size >= maxWholes || seen.size >= 10 * maxWholes) continue;
        seen.add(whole);
        if (this.blocks.has(whole)) open.push(whole);
        else if (whole !== self) found.add(whole);
      }
    }
    return [...found].map(({ reference }) => reference);
  }

  private known(references: readonly { readonly id: string }[]): Offer[] {
    return [...new Set(references.flatMap(({ id }) => this.offers.get(id) ?? []))];
  }
}

function distinctUnits(units: CdmRecord['providers']): CdmRecord['providers'] {
  return [...new Map(units.map((unit) => [unit.ids[0] ?? JSON.stringify(unit.names), unit])).values()];
}
