/** A literal; language tag as written, absent where none is given. */
export interface ElmText {
  readonly text: string;
  readonly language?: string;
}

/**
 * One object of the European Learning Model, the same for XML and JSON-LD: local names of the properties (`title` for
 * `dc:title`, `EQFLevel` for `elm:EQFLevel`), each with the list of its values. An object with nothing but an `id` is a
 * reference, or a concept of a controlled vocabulary.
 */
export interface ElmObject {
  /** `@id`; the `id`, `idref` or `uri` attribute of the XML binding. */
  readonly id?: string;
  /** Local names of the classes (`LearningOpportunity`, `Qualification`). */
  readonly types?: readonly string[];
  /** Set by {@link ObjectGraph} where a link leads to no object of the feed. */
  readonly unresolved?: true;
  /** Set by {@link ObjectGraph} where the object was left out because the record would become too large. */
  readonly truncated?: true;
  /** Size of a record or object that exceeded `maxRecordBytes` and so has no content, in characters. */
  readonly oversized?: number;
  /** Why the record could not be read, in a sentence. */
  readonly unreadable?: string;
  readonly properties: Readonly<Record<string, readonly ElmValue[]>>;
}

export type ElmValue = ElmText | ElmObject;

export function isElmObject(value: ElmValue): value is ElmObject {
  return 'properties' in value;
}

/** Whether the object only names another one. */
export function isReference(object: ElmObject): boolean {
  return object.id !== undefined && Object.keys(object.properties).length === 0;
}

/** Builds an object property by property. */
export class ElmObjectBuilder {
  private readonly properties: Record<string, ElmValue[]> = Object.create(null);

  constructor(
    private readonly id: string | undefined,
    private readonly types: readonly string[] = [],
  ) {}

  add(property: string, ...values: readonly ElmValue[]): this {
    const list = this.properties[property] ?? [];
    list.push(...values);
    if (list.length > 0) this.properties[property] = list;
    return this;
  }

  build(): ElmObject {
    return {
      ...(this.id === undefined || this.id === '' ? {} : { id: this.id }),
      ...(this.types.length === 0 ? {} : { types: this.types }),
      properties: this.properties,
    };
  }
}

/** All descriptions of one object together, each value once (RDF: the same node described in several places). */
export function mergeObjects(descriptions: readonly ElmObject[]): ElmObject {
  const types = new Set<string>();
  const properties = new Map<string, Map<string, ElmValue>>();
  for (const description of descriptions) {
    for (const type of description.types ?? []) types.add(type);
    for (const [name, values] of Object.entries(description.properties)) {
      const known = properties.get(name) ?? new Map<string, ElmValue>();
      for (const value of values) known.set(JSON.stringify(value), value);
      properties.set(name, known);
    }
  }
  const id = descriptions.find((description) => description.id !== undefined)?.id;
  const merged = new ElmObjectBuilder(id, [...types]);
  for (const [name, values] of properties) for (const value of values.values()) merged.add(name, value);
  return merged.build();
}
