import { setImmediate as nextTurn } from 'node:timers/promises';
import { fits } from './wildcards.js';

/** Time after which others have their turn while an address is looked at: there may be tens of thousands of rules. */
const sliceMs = 20;

interface Rule {
  /** For {@link fits}. */
  readonly pattern: string;
  readonly allows: boolean;
  /** Characters as they were written: of the rules that fit, the longest holds. */
  readonly length: number;
}

interface Group {
  readonly rules: Rule[];
  crawlDelay?: number;
}

/** What a robots.txt says to one robot (RFC 9309 §2.2): the groups of its name, or else those of all. */
export class RobotsRules {
  /** Seconds that shall lie between requests, where that is said; not in the standard. */
  readonly crawlDelay: number | undefined;
  private readonly rules: readonly Rule[];

  constructor(text: string, userAgent: string) {
    const name = productOf(userAgent);
    const groups = groupsOf(text, name);
    const { rules = [], crawlDelay } = groups.get(name) ?? groups.get('*') ?? {};
    this.crawlDelay = crawlDelay;
    this.rules = rules.sort((a, b) => b.length - a.length || Number(b.allows) - Number(a.allows));
  }

  /** Whether an address may be asked for: by the longest rule that fits; of two, by the one that allows. */
  async allow({ pathname, search }: URL): Promise<boolean> {
    const path = normalised(pathname + search);
    let began = performance.now();
    for (const { pattern, allows } of this.rules) {
      if (fits(path, pattern)) return allows;
      if (performance.now() - began < sliceMs) continue;
      await nextTurn();
      began = performance.now();
    }
    return true;
  }
}

/** The groups of one robot, and of all (`*`), each as far as it has lines. */
function groupsOf(text: string, robot: string): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const named = new Set<string>();
  let isNaming = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [statement = ''] = line.split('#', 1);
    const colon = statement.indexOf(':');
    const key = statement.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = statement.slice(colon + 1).trim();
    if (key === 'user-agent') {
      if (!isNaming) named.clear();
      isNaming = true;
      const name = productOf(value);
      if (name === robot || name === '*') named.add(name);
    } else if (key === 'allow' || key === 'disallow' || key === 'crawl-delay') {
      isNaming = false;
      for (const name of named) {
        const group = groups.get(name) ?? { rules: [] };
        groups.set(name, group);
        if (key !== 'crawl-delay') group.rules.push(...rulesOf(value, key === 'allow'));
        else if (!Number.isNaN(Number(value))) group.crawlDelay = Number(value);
      }
    }
  }
  return groups;
}

/** A path without a value is no rule. */
function rulesOf(path: string, allows: boolean): readonly Rule[] {
  if (path === '') return [];
  const written = normalised(path);
  const pattern = written.endsWith('$') ? written.slice(0, -1) : `${written}*`;
  return [{ pattern, allows, length: written.length }];
}

/** The name of a robot without its version. */
function productOf(userAgent: string): string {
  const [product = ''] = userAgent.split('/', 1);
  return product.trim().toLowerCase();
}

/** A path of which each character is written in one way (RFC 9309 §2.2.2): encoded with capitals, or not where it need not be. */
function normalised(path: string): string {
  return encodeURI(path.toWellFormed())
    .replaceAll('%25', '%')
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : code.toUpperCase();
    });
}
