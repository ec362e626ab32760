import type { ScratchFile } from './scratch-file.js';

/** Writes named arrays of JSON. */
export class BundleWriter {
  private arrays = 0;
  private items = 0;

  constructor(private readonly file: ScratchFile) {}

  async beginArray(name: string): Promise<void> {
    await this.file.append(`${this.arrays === 0 ? '{' : ']'}${this.arrays === 0 ? '' : ','}${JSON.stringify(name)}:[`);
    this.arrays += 1;
    this.items = 0;
  }

  async add(value: unknown): Promise<void> {
    await this.addText(JSON.stringify(value));
  }

  /** Adds a value that is JSON already. */
  async addText(json: string): Promise<void> {
    await this.file.append(`${this.items === 0 ? '' : ','}\n${json}`);
    this.items += 1;
  }

  async end(): Promise<void> {
    await this.file.append(this.arrays === 0 ? '{}' : ']}');
  }
}
