import type { XmlElement } from '../../parse/xml.js';
import { isMedia } from './elm-links.js';
import { type ElmObject, ElmObjectBuilder, type ElmText, type ElmValue } from './elm-object.js';

/** Elements of the XML binding whose content is text; markup inside it is kept as markup. */
const textElements: ReadonlySet<string> = new Set([
  'title',
  'description',
  'noteLiteral',
  'prefLabel',
  'altLabel',
  'legalName',
  'geographicName',
  'category',
]);

/**
 * An object of the LOQ XML binding: `id`, `idref` or `uri` is its id, each child element a property, `language` the tag
 * of a text. Namespaces of the children differ between the schema generations and are not looked at.
 */
export function objectFromXml(element: XmlElement, type?: string): ElmObject {
  const { id, idref, uri } = element.attributes;
  const object = new ElmObjectBuilder((id ?? idref ?? uri)?.trim(), type === undefined ? [] : [type]);
  for (const child of element.children) if (!isMedia(child.name)) object.add(child.name, valueFromXml(child));
  return object.build();
}

function valueFromXml(element: XmlElement): ElmValue {
  const { id, idref, uri } = element.attributes;
  if (textElements.has(element.name)) return text(element, element.children.length > 0 ? element.inner : element.text);
  if (element.children.length === 0 && (id ?? idref ?? uri) === undefined) return text(element, element.text);
  return objectFromXml(element);
}

function text(element: XmlElement, content: string): ElmText {
  const language = element.attributes.language ?? element.attributes['xml:lang'];
  return { text: content.trim(), ...(language === undefined || language === '' ? {} : { language }) };
}
