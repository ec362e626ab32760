/** Texts by key, for a while. A cache that is away or full is slow or forgetful, but neither method ever rejects. */
export interface AnswerCache {
  /** The text, if it is there. */
  get(key: string): Promise<string | undefined>;
  /** Keeps the text about as long as told, or not at all. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  close(): Promise<void>;
}
