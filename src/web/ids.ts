const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As many as the API gives at once. */
const most = 100;

/** Ids of offers in an address, each once: `?ids=a&ids=b` as forms write them, or `?ids=a,b` as links do. */
export function idsOf(params: URLSearchParams): string[] {
  const given = params.getAll('ids').flatMap((value) => value.toLowerCase().split(','));
  return [...new Set(given.map((each) => each.trim()).filter((each) => id.test(each)))].slice(0, most);
}
