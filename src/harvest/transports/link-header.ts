/** The first target with a relation in a `Link` header (RFC 8288), as it is written there. */
export function linkTarget(header: string | undefined, relation: string): string | undefined {
  for (const link of (header ?? '').split(/,\s*(?=<)/)) {
    const end = link.indexOf('>');
    if (!link.trimStart().startsWith('<') || end < 0) continue;
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(link.slice(end));
    const names = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes(relation)) return link.slice(link.indexOf('<') + 1, end).trim();
  }
  return undefined;
}
