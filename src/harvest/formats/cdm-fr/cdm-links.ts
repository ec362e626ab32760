import { attributeOf, contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import type { CdmRecord, CdmReference } from './cdm-fr.record.js';
import { deep, idsOf, partReferences, referencesIn } from './cdm-fr.references.js';
import type { UnitDirectory } from './cdm-units.js';

interface Habilitation {
  readonly status: string | undefined;
  readonly programs: readonly string[];
  readonly institutions: readonly string[];
}

/** Most habilitations of one offer, and institutions that hold them. */
const maxHabilitations = 100;

/** What the elements of one document say about each other. */
export class Links {
  private readonly titles = new Map<string, CdmReference>();
  private readonly habilitations = new Map<string, Habilitation>();
  private readonly byProgram = new Map<string, Habilitation[]>();

  addOffer(element: XmlNode, language: string | undefined): void {
    const ids = idsOf(element);
    const [id] = ids;
    if (id === undefined) return;
    const name = nodeAt(element, 'programName') ?? nodeAt(element, 'courseName');
    const text = nodeAt(name, 'text');
    const title = (text ?? name)?.text.trim().slice(0, 500);
    const tag = attributeOf(text, 'language') ?? language;
    const reference = { id, ...(title ? { title } : {}), ...(tag === undefined ? {} : { language: tag }) };
    for (const key of ids) if (!this.titles.has(key)) this.titles.set(key, reference);
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
      references: Object.fromEntries(
        partReferences(element).flatMap(({ id }) => {
          const found = this.titles.get(id);
          return found === undefined ? [] : [[id, found]];
        }),
      ),
    };
  }
}

function distinctUnits(units: CdmRecord['providers']): CdmRecord['providers'] {
  return [...new Map(units.map((unit) => [unit.ids[0] ?? JSON.stringify(unit.names), unit])).values()];
}
