import { FeedError } from '../feed.js';
import { type CellValue, columnOf } from './workbook-cells.js';
import { elements } from './workbook-parts.js';
import type { ZipArchive } from './zip.js';

/** Cells that are merged into one: rows from 1, columns from 0, both ends included. */
interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const maxMerges = 100_000;

/** Columns that one merged cell is taken for at most; a title over a whole sheet is no value of all its columns. */
const maxWidth = 256;

/** Gives the value of a merged cell to all cells that it covers; one that overlaps an earlier one, which none may, to none. */
export class MergedCells {
  private next = 0;
  private active: { readonly merge: Merge; readonly value: CellValue | undefined }[] = [];
  /** Row until which a column belongs to a merged cell. */
  private readonly takenUntil = new Map<number, number>();

  private constructor(private readonly merges: readonly Merge[]) {}

  /**
   * Reads which cells of a sheet are merged (ECMA-376 part 1 §18.3.1.55).
   *
   * @throws FeedError FEED_TOO_LARGE for more of them than anybody makes, and as `elements`.
   */
  static async of(zip: ZipArchive, part: string, maxRecordBytes: number): Promise<MergedCells> {
    const merges: Merge[] = [];
    if (!(await mentionsMerges(zip, part))) return new MergedCells(merges);
    // Rows are named as well, so that they are let go of one by one.
    for await (const { element } of elements(zip, part, ['mergeCell', 'row'], maxRecordBytes)) {
      if (element.name !== 'mergeCell') continue;
      const merge = mergeOf(element.attributes.ref ?? '');
      if (merge !== undefined) merges.push(merge);
      if (merges.length > maxMerges)
        throw new FeedError('FEED_TOO_LARGE', `${zip.addressOf(part)}: more than ${maxMerges} merged cells`);
    }
    return new MergedCells(merges.sort((a, b) => a.top - b.top));
  }

  /** Takes the columns of a merged cell for it, if no other has one of them. */
  private claims({ top, bottom, left, right }: Merge): boolean {
    for (let column = left; column <= right; column += 1) if ((this.takenUntil.get(column) ?? 0) >= top) return false;
    for (let column = left; column <= right; column += 1) this.takenUntil.set(column, bottom);
    return true;
  }

  /** Fills in the cells of a row, in the first `width` columns; rows come in their order. */
  fill(row: number, cells: Map<number, CellValue>, width: number): void {
    this.active = this.active.filter(({ merge }) => merge.bottom >= row);
    for (let merge = this.merges[this.next]; merge !== undefined && merge.top <= row; merge = this.merges[this.next]) {
      this.next += 1;
      if (merge.bottom >= row && this.claims(merge))
        this.active.push({ merge, value: merge.top === row ? cells.get(merge.left) : undefined });
    }
    for (const { merge, value } of this.active) {
      if (value === undefined) continue;
      for (let column = merge.left; column <= merge.right && column < width; column += 1) cells.set(column, value);
    }
  }
}

/** Whether there is anything to look for: a search of bytes takes a fraction of the time that reading XML does. */
async function mentionsMerges(zip: ZipArchive, part: string): Promise<boolean> {
  const name = Buffer.from('mergeCell');
  let before = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of zip.content(part)) {
    const bytes = Buffer.concat([before, chunk]);
    // UTF-16, of which these bytes say nothing.
    if (isFirst && (bytes[0] === 0xfe || bytes[0] === 0xff || bytes[1] === 0)) return true;
    if (bytes.includes(name)) return true;
    before = bytes.subarray(-name.length);
    isFirst = false;
  }
  return false;
}

function mergeOf(reference: string): Merge | undefined {
  const match = /^\$?[A-Z]+\$?(\d+):(\$?[A-Z]+)\$?(\d+)$/i.exec(reference);
  const left = columnOf(reference);
  const right = columnOf(match?.[2]);
  if (match === null || left === undefined || right === undefined || right < left) return undefined;
  return { top: Number(match[1]), bottom: Number(match[3]), left, right: Math.min(right, left + maxWidth - 1) };
}
