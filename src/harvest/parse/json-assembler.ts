import { TokenType } from '@streamparser/json-node';

/** A value that a selector chose. */
export interface SelectedValue {
  readonly value: unknown;
  /** Property name or array index under which it stands; absent for the document itself. */
  readonly key: string | number | undefined;
  readonly selector: string;
}

interface Frame {
  readonly array: boolean;
  /** What is collected; absent outside selected values, which are checked and forgotten. */
  readonly container: unknown[] | Record<string, unknown> | undefined;
  key: string | number;
}

type Expecting = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'end';

/** A document that is not JSON, or nests too deeply; the caller adds where. */
export class JsonStructureError extends Error {
  constructor(
    readonly reason: 'malformed' | 'depth',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Checks a sequence of JSON tokens against the grammar (RFC 8259) and builds only the values that a selector chooses, so
 * that memory is bounded by the largest of them. The last of duplicate keys wins; a key `__proto__` is left out; lone
 * surrogates become U+FFFD.
 */
export class JsonAssembler {
  private readonly frames: Frame[] = [];
  private readonly selectors: readonly { readonly text: string; readonly segments: readonly string[] }[];
  private expecting: Expecting = 'value';
  private selected: { readonly depth: number; readonly selector: string } | undefined;
  private readonly containers = new Set<string>();

  constructor(
    selectors: readonly string[],
    private readonly maxDepth: number,
    private readonly emit: (selected: SelectedValue) => void,
  ) {
    this.selectors = selectors.map((text) => ({ text, segments: text.split('.').slice(1) }));
  }

  /** Whether a selected value is being built. */
  get collecting(): boolean {
    return this.selected !== undefined;
  }

  /** Whether the document is complete. */
  get complete(): boolean {
    return this.expecting === 'end';
  }

  /** Whether the document has the array or object that at least one selector looks into. */
  get containerSeen(): boolean {
    return this.containers.size > 0;
  }

  /** Arrays and objects that are open. */
  get depth(): number {
    return this.frames.length;
  }

  /** Whether the next value is one that a selector chooses. */
  get awaitsSelected(): boolean {
    if (this.selected !== undefined || (this.expecting !== 'value' && this.expecting !== 'first-value')) return false;
    const depth = this.frames.length;
    return this.selectors.some(({ segments }) => segments.length === depth && this.matches(segments, depth));
  }

  /** Takes a whole array or object that a selector chooses, in place of its tokens. */
  select(value: unknown): void {
    this.beginValue(Array.isArray(value) ? '[' : '{');
    this.endValue(value);
  }

  write(token: TokenType, value: string | number | boolean | null): void {
    if (token === TokenType.LEFT_BRACE) this.push(false);
    else if (token === TokenType.LEFT_BRACKET) this.push(true);
    else if (token === TokenType.RIGHT_BRACE) this.pop(false);
    else if (token === TokenType.RIGHT_BRACKET) this.pop(true);
    else if (token === TokenType.COLON) this.colon();
    else if (token === TokenType.COMMA) this.comma();
    else if (typeof value !== 'string') this.scalar(value);
    else if (this.expecting === 'key' || this.expecting === 'first-key') this.key(wellFormed(value));
    else this.scalar(wellFormed(value));
  }

  private colon(): void {
    this.expect(':', 'colon');
    this.expecting = 'value';
  }

  private comma(): void {
    this.expect(',', 'comma');
    this.expecting = this.frames.at(-1)?.array ? 'value' : 'key';
  }

  private key(name: string): void {
    const frame = this.frames.at(-1);
    if (frame) frame.key = name;
    this.expecting = 'colon';
  }

  private scalar(value: unknown): void {
    this.beginValue(value === null ? 'null' : typeof value);
    this.endValue(value);
  }

  private push(array: boolean): void {
    this.beginValue(array ? '[' : '{');
    if (this.frames.length >= this.maxDepth)
      throw new JsonStructureError('depth', `values are nested deeper than ${this.maxDepth}`);
    const container = this.selected === undefined ? undefined : array ? [] : {};
    this.frames.push({ array, container, key: array ? 0 : '' });
    this.expecting = array ? 'first-value' : 'first-key';
  }

  private pop(array: boolean): void {
    const frame = this.frames.at(-1);
    const closable = array ? ['first-value', 'comma'] : ['first-key', 'comma'];
    if (frame?.array !== array || !closable.includes(this.expecting)) this.unexpected(array ? ']' : '}');
    this.frames.pop();
    this.endValue(frame?.container);
  }

  private beginValue(token: string): void {
    this.expect(token, 'value', 'first-value');
    if (this.selected !== undefined) return;
    const depth = this.frames.length;
    for (const { text, segments } of this.selectors) {
      const reached = Math.min(depth, segments.length);
      if (!this.matches(segments, reached)) continue;
      if (depth === segments.length) {
        this.selected = { depth, selector: text };
        this.containers.add(text);
        return;
      }
      if (depth === segments.length - 1 && (token === '[' || token === '{')) this.containers.add(text);
    }
  }

  private matches(segments: readonly string[], count: number): boolean {
    if (this.frames.length > count) return false;
    for (let index = 0; index < count; index += 1) {
      const segment = segments[index];
      if (segment !== '*' && segment !== String(this.frames[index]?.key)) return false;
    }
    return true;
  }

  private endValue(value: unknown): void {
    const frame = this.frames.at(-1);
    this.expecting = frame === undefined ? 'end' : 'comma';
    if (this.selected?.depth === this.frames.length) {
      const { selector } = this.selected;
      this.selected = undefined;
      this.emit({ value, key: frame?.key, selector });
    } else if (frame?.container !== undefined) {
      if (Array.isArray(frame.container)) frame.container.push(value);
      else if (frame.key !== '__proto__') frame.container[frame.key] = value;
    }
    if (frame && typeof frame.key === 'number') frame.key += 1;
  }

  private expect(token: string, ...expected: Expecting[]): void {
    if (!expected.includes(this.expecting)) this.unexpected(token);
  }

  private unexpected(token: string): never {
    const expected = this.expecting === 'end' ? 'the end of the document' : `a ${this.expecting.replace('-', ' ')}`;
    throw new JsonStructureError('malformed', `unexpected ${token}, expected ${expected}`);
  }
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
