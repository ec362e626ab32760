import type { SaxesTagNS } from 'saxes';

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/**
 * Writes an element of an XML document as a document of its own, from the events of its parsing: with prefixes as
 * written, and with the declarations of all namespaces in scope, so that prefixes in values (`xsi:type`) keep their
 * meaning. Comments and processing instructions are left out; CDATA becomes text.
 */
export class XmlExtract {
  private text = '<?xml version="1.0" encoding="UTF-8"?>';
  private depth = 0;
  private full = false;

  constructor(
    /** Prefixes (empty for none) and namespaces that the elements around declare. */
    private readonly scope: ReadonlyMap<string, string>,
    /** Characters after which nothing more is taken. */
    private readonly maxLength: number,
  ) {}

  /** Whether the element was larger than allowed, so that its document is cut. */
  get isOversized(): boolean {
    return this.full;
  }

  get document(): string {
    return this.text;
  }

  open({ name, attributes, ns }: SaxesTagNS): void {
    let tag = `<${name}`;
    if (this.depth === 0) {
      for (const [prefix, uri] of this.scope) {
        if (ns[prefix] === undefined) tag += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`;
      }
    }
    for (const attribute of Object.values(attributes))
      tag += ` ${attribute.name}="${escapeAttribute(attribute.value)}"`;
    this.append(`${tag}>`);
    this.depth += 1;
  }

  close({ name }: SaxesTagNS): void {
    this.depth -= 1;
    this.append(`</${name}>`);
  }

  write(text: string): void {
    this.append(escapeText(text));
  }

  private append(text: string): void {
    if (this.text.length + text.length > this.maxLength) this.full = true;
    if (!this.full) this.text += text;
  }
}
