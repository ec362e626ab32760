import { isMedia } from './elm-links.js';
import { classNames, localName, offerClass } from './elm-names.js';
import { type ElmObject, ElmObjectBuilder, type ElmValue } from './elm-object.js';

/** An object described in a document, and whether it is an offer. */
export interface DescribedObject {
  readonly object: ElmObject;
  readonly isOffer: boolean;
}

/**
 * The objects that an expanded JSON-LD document (JSON-LD 1.1 §9) describes, offers among them, in document order.
 * Objects with an id are taken out of the place where they are embedded, so that other places can refer to them;
 * concepts stay where they are.
 */
export function describedObjects(expanded: readonly unknown[]): DescribedObject[] {
  const collector = new Collector();
  for (const node of expanded) if (isNode(node)) collector.collect(node);
  return collector.described.flatMap((it) => (it === undefined ? [] : [it]));
}

type Node = Readonly<Record<string, unknown>>;

class Collector {
  readonly described: (DescribedObject | undefined)[] = [];

  /** Reads a node; what stands in its place is the node itself or, if it has an id and more, a reference to it. */
  collect(node: Node): ElmObject {
    const slot = this.described.push(undefined) - 1;
    const id = typeof node['@id'] === 'string' ? node['@id'] : undefined;
    const types = list(node['@type']).flatMap((type) => (typeof type === 'string' ? classNames(type) : []));
    const builder = new ElmObjectBuilder(id, types);
    for (const [key, values] of Object.entries(node)) {
      if (key === '@graph' || key === '@included') this.values(values);
      const property = localName(key);
      if (property !== undefined && !isMedia(property)) builder.add(property, ...this.values(values));
    }
    const object = builder.build();
    const described = Object.keys(object.properties).length > 0;
    const isOffer = described && object.types?.includes(offerClass) === true;
    if (isOffer || (described && object.id !== undefined && !isConcept(object)))
      this.described[slot] = { object, isOffer };
    return this.described[slot] !== undefined && object.id !== undefined ? { id: object.id, properties: {} } : object;
  }

  private values(values: unknown): ElmValue[] {
    return list(values).flatMap((value): ElmValue[] => {
      if (!isNode(value)) return [];
      if ('@list' in value) return this.values(value['@list']);
      if ('@value' in value) return literal(value);
      return [this.collect(value)];
    });
  }
}

function literal(value: Node): ElmValue[] {
  const content = value['@value'];
  if (typeof content !== 'string' && typeof content !== 'number' && typeof content !== 'boolean') return [];
  const language = value['@language'];
  return [{ text: String(content), ...(typeof language === 'string' ? { language } : {}) }];
}

function isConcept(object: ElmObject): boolean {
  return object.types?.some((type) => type === 'Concept' || type === 'ConceptScheme') === true;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
