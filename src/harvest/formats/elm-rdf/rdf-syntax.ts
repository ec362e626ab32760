/** Whether a document that begins like this is XML; IRIs in angle brackets begin Turtle and N-Triples as well. */
export function looksLikeXml(head: string): boolean {
  return /^\uFEFF?\s*<(\?xml[\s?]|!|(?:[\w.-]+:)?RDF[\s>])/.test(head);
}
