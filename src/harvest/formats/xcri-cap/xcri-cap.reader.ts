import type { Feed } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import { readXmlRecords, type XmlElement, type XmlRecord } from '../../parse/xml.js';
import type { XcriNode, XcriRecord } from './xcri-cap.record.js';
import { isDeleted, isXcri, toNode } from './xcri-node.js';

/**
 * Reads the courses of a feed, each with its complete provider. What describes a provider may follow its courses
 * (`mlo:location` does in the schema's order), so the courses wait in a spool on disk until their provider closes: memory
 * holds one course and the provider.
 *
 * A document may have `catalog`, `provider` or `course` at its top. Names are compared without case, and the namespaces
 * of 1.1 and 1.2 or none are read alike. Courses with `recstatus="3"` (1.1: deleted), or of a provider with it, are not
 * records: they leave the index as any course does that is no longer in the feed.
 *
 * @throws FeedError as {@link readXmlRecords} does; nothing of a provider is yielded before it is complete.
 */
export async function* readCourses(feed: Feed, { limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await ObjectSpool.open(scratchDir);
  let position = 0;
  let current: ProviderCourses | undefined;
  try {
    for await (const record of readXmlRecords(feed, { isRecord, limits })) {
      const provider = providerOf(record);
      if (current !== undefined && !current.isOf(provider)) {
        yield* current.records(spool);
        current = undefined;
      }
      const { element } = record;
      const isCourse = nameOf(element) === 'course';
      if (isCourse && !isDeleted(toShell(element))) position += 1;
      if (provider === undefined) {
        const data = { ...courseOf(record), ...catalogOf(record.ancestors) };
        if (isCourse && !isDeleted(data.course)) yield { position, data };
        continue;
      }
      current ??= new ProviderCourses(provider, record.ancestors);
      if (!isCourse) current.add(element);
      else if (!isDeleted(toShell(element))) await current.spool(spool, position, courseOf(record));
    }
    if (current !== undefined) yield* current.records(spool);
  } finally {
    await spool.close();
  }
}

/** Children of a provider that its courses need; they may stand before, between or after them. */
const ofProvider = new Set(['identifier', 'title', 'url', 'location', 'rights']);

/** Courses, and what describes their provider. */
function isRecord(name: string, path: readonly string[], namespace: string): boolean {
  const parent = path.at(-1)?.toLowerCase();
  if (!isXcri(namespace)) return false;
  if (name.toLowerCase() === 'course') return parent === undefined || parent === 'catalog' || parent === 'provider';
  return parent === 'provider' && ofProvider.has(name.toLowerCase());
}

/** A provider while its children are read. */
class ProviderCourses {
  private readonly children: XcriNode[] = [];
  private readonly spooled: number[] = [];

  constructor(
    private readonly element: XmlElement,
    private readonly ancestors: readonly XmlElement[],
  ) {}

  /** Attributes are one object for as long as an element is open, so they tell two providers apart. */
  isOf(provider: XmlElement | undefined): boolean {
    return provider?.attributes === this.element.attributes;
  }

  add(child: XmlElement): void {
    this.children.push(toNode(child, languageOf(this.ancestors)));
  }

  async spool(spool: ObjectSpool, position: number, course: Pick<XcriRecord, 'course' | 'oversized'>): Promise<void> {
    this.spooled.push(position);
    await spool.put(String(position), course);
  }

  async *records(spool: ObjectSpool): AsyncGenerator<RawRecord> {
    const provider = { ...toShell(this.element), children: this.children };
    if (isDeleted(provider)) return;
    const around = { provider, ...catalogOf(this.ancestors) };
    for (const position of this.spooled) {
      const course = await spool.get(String(position));
      yield { position, data: { ...around, ...(course as Pick<XcriRecord, 'course' | 'oversized'>) } };
    }
  }
}

function nameOf(element: XmlElement): string {
  return element.name.toLowerCase();
}

function providerOf({ ancestors }: XmlRecord): XmlElement | undefined {
  const parent = ancestors.at(-1);
  return parent !== undefined && nameOf(parent) === 'provider' ? parent : undefined;
}

function courseOf({ element, ancestors, oversized }: XmlRecord): Pick<XcriRecord, 'course' | 'oversized'> {
  const course = toNode(element, languageOf(ancestors));
  return oversized === undefined ? { course } : { course, oversized };
}

function catalogOf(ancestors: readonly XmlElement[]): { catalog: XcriNode } | Record<string, never> {
  const catalog = ancestors.find((element) => nameOf(element) === 'catalog');
  return catalog === undefined ? {} : { catalog: toNode(catalog) };
}

function languageOf(ancestors: readonly XmlElement[]): string | undefined {
  return ancestors.reduce<string | undefined>((language, element) => toShell(element, language).language, undefined);
}

/** The element with its attributes and without its content. */
function toShell(element: XmlElement, language?: string): XcriNode {
  return toNode({ ...element, children: [], text: '', inner: '' }, language);
}
