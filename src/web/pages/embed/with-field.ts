/** Path and query with a field set, for links within the frame. */
export function withField(url: URL, name: string, value: string): string {
  const fields = new URLSearchParams(url.searchParams);
  fields.set(name, value);
  return `${url.pathname}?${fields}`;
}
