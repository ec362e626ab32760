/**
 * Does something for each item, some at the same time, and yields the results in the order of the items. When one fails,
 * or the generator is left, nothing new is begun.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    result.catch(() => undefined);
    running.push(result);
    const [oldest] = running;
    if (running.length < atOnce || oldest === undefined) continue;
    yield await oldest;
    running.shift();
  }
  for (const result of running) yield await result;
}
