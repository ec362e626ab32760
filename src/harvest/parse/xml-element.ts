/** An attribute with its namespace (empty for an unprefixed one). Namespace declarations are left out. */
export interface XmlAttribute {
  /** Local name. */
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** An element of a record. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  readonly namespace: string;
  /** By name as written, with its prefix: `lang`, `xml:lang`, `xsi:type`. Namespace declarations are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly attributesNs: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All character data inside, that of descendants included, in document order, white space as written. */
  readonly text: string;
  /** The content as XML without namespace prefixes, for XHTML inside a description. */
  readonly inner: string;
  /** Line of the start tag, from 1. */
  readonly line: number;
}

/** The first child element with this local name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** All child elements with this local name, in document order. */
export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((candidate) => candidate.name === name);
}

const voidElements = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

/** An element under construction. Strings grow as ropes, so that holding both `text` and `inner` costs no copies. */
export class OpenElement {
  readonly children: XmlElement[] = [];
  text = '';
  inner = '';
  /** A record was found inside, so the element is never part of its parent's content. */
  holdsRecords = false;
  /** Characters held by it and its content, counted outside records only. */
  held = 0;
  private snapshot: XmlElement | undefined;

  constructor(
    readonly name: string,
    readonly namespace: string,
    readonly attributes: Readonly<Record<string, string>>,
    readonly attributesNs: readonly XmlAttribute[],
    readonly line: number,
    /** Character position of the start tag in the document. */
    readonly start: number,
  ) {}

  appendText(text: string): void {
    if (this.holdsRecords && text.trim() === '') return;
    this.snapshot = undefined;
    this.text += text;
    this.inner += escapeText(text);
  }

  appendElement(element: XmlElement): void {
    this.snapshot = undefined;
    this.children.push(element);
    this.text += element.text;
    this.inner += serialise(element);
  }

  clear(): void {
    this.snapshot = undefined;
    this.children.length = 0;
    this.text = '';
    this.inner = '';
  }

  /** The element as it is now; later changes do not show in it. */
  freeze(): XmlElement {
    this.snapshot ??= {
      name: this.name,
      namespace: this.namespace,
      attributes: this.attributes,
      attributesNs: this.attributesNs,
      children: this.holdsRecords ? this.children.slice() : this.children,
      text: this.text,
      inner: this.inner,
      line: this.line,
    };
    return this.snapshot;
  }
}

function serialise({ name, attributesNs, inner }: XmlElement): string {
  let tag = `<${name}`;
  for (const attribute of attributesNs)
    tag += ` ${attribute.name}="${escapeText(attribute.value).replaceAll('"', '&quot;')}"`;
  if (inner === '' && voidElements.has(name)) return `${tag}/>`;
  return `${tag}>${inner}</${name}>`;
}

function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
