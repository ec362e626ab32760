const cleanups: (() => Promise<unknown>)[] = [];

/** Runs after the test whether it passes or not; the last one registered runs first. */
export function cleanUp(clean: () => Promise<unknown>): void {
  cleanups.push(clean);
}

export async function cleanUpAll(): Promise<void> {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}
