import { attributeOf, nodesAt, type XmlNode } from '../../mapping/xml-record.js';

/**
 * A `program` is what is awarded (a mention), a way through it (a parcours), or a semester, a block of courses or a
 * choice of which a way consists. `programDescription@nature` does not tell them apart: it has no value for a block, so
 * that exporters write "parcours" for it. What tells them apart is that a block has a name, credits and contents, and
 * nothing to say to whoever would choose it.
 */

/** What a block may have as well: names and codes, its size and contents, and what it shares with the whole. */
const shared: ReadonlySet<string> = new Set([
  'programID',
  'programName',
  'programCode',
  'programStructure',
  'refProgram',
  'searchword',
  'level',
  'levelCode',
  'ppalTeachingLanguage',
  'instructionLanguage',
  'programDuration',
  'credits',
  'globalVolume',
  'competenceValidity',
  'relationType',
  'contacts',
  'juryStruct',
]);

/** Attributes that say nothing about an offer; declarations of namespaces say nothing either. */
const formal = /^(?:nature|userDefined|language|blockLang|id|ident|(?:xmlns|xml|xsi)(?::.*)?)$/;

/** Whether a program states nothing that it alone would state: no text, qualification, admission, place or price. */
export function statesNothingOfItsOwn(program: XmlNode): boolean {
  return program.children.every(isEmpty);
}

function isEmpty({ name, attributes, children, text }: XmlNode): boolean {
  if (shared.has(name)) return true;
  const inside = children.reduce((length, child) => length + letters(child.text), 0);
  return (
    letters(text) === inside && Object.keys(attributes).every((key) => formal.test(key)) && children.every(isEmpty)
  );
}

function letters(text: string): number {
  return text.replace(/\s+/g, '').length;
}

/** `programDescription@nature`, in lower case. */
export function naturesOf(element: XmlNode): string[] {
  return nodesAt(element, 'programDescription').flatMap((node) => attributeOf(node, 'nature')?.toLowerCase() ?? []);
}

/** Whether a program of these natures is awarded as such, so that it is never a block. */
export function isAwarded(natures: readonly string[]): boolean {
  return natures.some((nature) => ['mention', 'spécialité', 'certification', 'c2i'].includes(nature));
}

/** Whether a program is a way through another one: a mention or spécialité is divided into parcours. */
export function isWayThrough(natures: readonly string[], whole: readonly string[]): boolean {
  return natures.includes('parcours') && whole.some((nature) => nature === 'mention' || nature === 'spécialité');
}
