/**
 * What was made from a shared object, kept for as long as that object: the last thing only, and the same key has to mean
 * the same thing. For what is made from cached answers, so that repeating a search does not make it anew.
 */
export class ReadOnce<K extends object, V> {
  readonly #made = new WeakMap<K, { readonly key: string; readonly value: V }>();

  get(from: K, key: string, make: () => V): V {
    const known = this.#made.get(from);
    if (known?.key === key) return known.value;
    const value = make();
    this.#made.set(from, { key, value });
    return value;
  }
}
