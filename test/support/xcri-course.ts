/** An XCRI-CAP 1.2 catalogue with these courses, as an element. */
export function coursesXml(courses: readonly (readonly [id: string, title: string])[]): string {
  const inside = courses
    .map(([id, title]) => `<course><dc:identifier>${id}</dc:identifier><dc:title>${title}</dc:title></course>`)
    .join('');
  return `<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"><provider><dc:identifier>https://college.example/</dc:identifier><dc:title>College</dc:title>${inside}</provider></catalog>`;
}

/** The same with one course. */
export function courseXml(id: string, title: string): string {
  return coursesXml([[id, title]]);
}
