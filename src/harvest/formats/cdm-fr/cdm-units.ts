import {
  attributeOf,
  contentAt,
  contentOf,
  nodeAt,
  nodesAt,
  toXmlNode,
  type XmlNode,
} from '../../mapping/xml-record.js';
import type { XmlElement, XmlRecord } from '../../parse/xml.js';
import type { CdmUnit } from './cdm-fr.record.js';

/** An organisation while its children are read, and the ids of the programs and courses that it refers to. */
interface OpenUnit {
  readonly parent: OpenUnit | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** What describes it, {@link maxParts} elements at most. */
  readonly children: XmlNode[];
  readonly offers: Set<string>;
}

/** What describes an `orgUnit`; `program`, `course` and `person` inside it are records of their own or left out. */
export const unitParts: ReadonlySet<string> = new Set([
  'orgUnitID',
  'orgUnitName',
  'orgUnitCode',
  'orgUnitKind',
  'webLink',
  'contacts',
  'refProgram',
  'refCourse',
]);

/** Most organisations of one document that are told apart. */
const maxUnits = 50_000;
/** Most elements that describe one organisation: all of its offers repeat them. */
const maxParts = 200;
/** Most organisations of one offer that refer to it. */
const maxReferring = 100;

/**
 * The organisations of a document. They nest (a university and its faculties), stand before or after what they offer,
 * and are linked by reference from either side.
 */
export class Units {
  private readonly units = new Map<Readonly<Record<string, string>>, OpenUnit>();

  /** The innermost organisation around a record, made known with all around it. */
  around({ ancestors }: Pick<XmlRecord, 'ancestors'>): OpenUnit | undefined {
    return ancestors.reduce<OpenUnit | undefined>(
      (parent, element) => (element.name === 'orgUnit' ? this.open(element, parent) : parent),
      undefined,
    );
  }

  add(unit: OpenUnit, element: XmlElement): void {
    const node = toXmlNode(element);
    if (element.name === 'refProgram' || element.name === 'refCourse') {
      for (const target of [node.attributes.idRef, node.attributes.ref])
        if (target !== undefined) unit.offers.add(target);
    } else if (unit.children.length < maxParts)
      unit.children.push(element.name === 'contacts' ? publicContacts(node) : node);
  }

  /** The organisations by each of their ids, once the document is read. */
  directory(): UnitDirectory {
    return new UnitDirectory([...this.units.values()]);
  }

  private open(element: XmlElement, parent: OpenUnit | undefined): OpenUnit {
    const known = this.units.get(element.attributes);
    if (known !== undefined) return known;
    const opened = { parent, attributes: element.attributes, children: [], offers: new Set<string>() };
    if (this.units.size < maxUnits) this.units.set(element.attributes, opened);
    return opened;
  }
}

/** Of `contacts` the postal address of the organisation only. */
function publicContacts(contacts: XmlNode): XmlNode {
  const address = nodeAt(contacts, 'contactData', 'adr');
  return { name: 'contacts', attributes: {}, text: '', inner: '', children: address === undefined ? [] : [address] };
}

export class UnitDirectory {
  private readonly byId = new Map<string, OpenUnit>();
  private readonly offering = new Map<string, OpenUnit[]>();
  private readonly chains = new Map<OpenUnit, CdmUnit[]>();

  constructor(units: readonly OpenUnit[]) {
    for (const unit of units) {
      for (const id of idsOf(unit)) if (!this.byId.has(id)) this.byId.set(id, unit);
      for (const target of unit.offers) {
        const known = this.offering.get(target);
        if (known === undefined) this.offering.set(target, [unit]);
        else if (known.length < maxReferring) known.push(unit);
      }
    }
  }

  /** The organisation with this id, and those around it, outermost first. */
  chain(id: string): CdmUnit[] {
    const unit = this.byId.get(id);
    return unit === undefined ? [] : this.chainOf(unit);
  }

  /** The organisations that refer to a record by one of its ids, each with those around it; {@link maxReferring} at most. */
  offeringOf(ids: readonly string[]): CdmUnit[] {
    const units = new Set(ids.flatMap((id) => this.offering.get(id) ?? []));
    return [...units].slice(0, maxReferring).flatMap((unit) => this.chainOf(unit));
  }

  private chainOf(unit: OpenUnit): CdmUnit[] {
    const known = this.chains.get(unit);
    if (known !== undefined) return known;
    const chain = [...(unit.parent === undefined ? [] : this.chainOf(unit.parent)), summaryOf(unit)];
    this.chains.set(unit, chain);
    return chain;
  }
}

/** An organisation with those around it, outermost first. */
export function described(unit: OpenUnit): CdmUnit[] {
  const around = unit.parent === undefined ? [] : described(unit.parent);
  return [...around, summaryOf(unit)];
}

function idsOf({ attributes, children }: OpenUnit): string[] {
  const unitId = contentOf(children.find(({ name }) => name === 'orgUnitID'));
  const ids = [attributes.id, attributes.ident, unitId].map((id) => id?.trim());
  return [...new Set(ids.filter((id) => id !== undefined && id !== ''))] as string[];
}

function summaryOf(unit: OpenUnit): CdmUnit {
  const node: XmlNode = { name: 'orgUnit', attributes: unit.attributes, children: unit.children, text: '', inner: '' };
  const kind = nodeAt(node, 'orgUnitKind');
  const kindCode = attributeOf(kind, 'orgTypeCode') ?? attributeOf(kind, 'orgType');
  const city = contentAt(node, 'contacts', 'adr', 'locality');
  const country = contentAt(node, 'contacts', 'adr', 'country');
  const homepage = contentAt(node, 'webLink', 'href');
  return {
    ids: idsOf(unit),
    names: nodesAt(node, 'orgUnitName'),
    codes: nodesAt(node, 'orgUnitCode'),
    ...(kindCode === undefined ? {} : { kind: kindCode }),
    ...(city === undefined ? {} : { city }),
    ...(country === undefined ? {} : { country }),
    ...(homepage === undefined ? {} : { homepage }),
  };
}
