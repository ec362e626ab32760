import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkTarget } from '../../../src/harvest/transports/link-header.js';
import { pagesOptions } from '../../../src/harvest/transports/pages.options.js';
import { planOf } from '../../../src/harvest/transports/pages.presets.js';
import { PageWalk } from '../../../src/harvest/transports/pages.walk.js';
import { fits } from '../../../src/harvest/transports/wildcards.js';

const plan = planOf(pagesOptions.parse({ type: 'pages', paging: { by: 'link' } }));
const nextOf = (from: string, next: string) =>
  new PageWalk(plan, new URL(from)).next({
    ...{ address: new URL(from), count: 1, fingerprint: 'a', values: new Map([['next', next]]) },
    header: () => undefined,
  })?.href;

describe('the address of the next page', () => {
  test.each([
    ['relative', '?page=2', 'https://a.example/list?page=2'],
    [
      'of the same host, where a proxy hides that it is https',
      'http://a.example/list?p=2',
      'https://a.example/list?p=2',
    ],
    ['of another host', 'https://b.example/x', 'https://b.example/x'],
    ['without credentials and fragment', 'https://u:p@a.example/x#y', 'https://a.example/x'],
  ])('%s', (_, next, expected) => {
    expect(nextOf('https://a.example/list', next)).toBe(expected);
  });

  test.each([
    ['REDIRECT_LIMIT', 'http://b.example/list'],
    ['REDIRECT_LIMIT', 'http://a.example:8080/list'],
    ['SSRF_BLOCKED', 'javascript:alert(1)'],
    ['FEED_MALFORMED', 'https://['],
    ['PAGING_LOOP', '/list'],
    ['PAGING_LOOP', 'http://a.example/list#again'],
  ])('%s: %s', (code, next) => {
    expect(() => nextOf('https://a.example/list', next)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the Link header', () => {
  test.each([
    ['</a?x=1,2>; rel="next"', '/a?x=1,2'],
    ['<a>; rel=prev, <b>; title="c, d"; rel="up NEXT"', 'b'],
    ['<a>; REL = next', 'a'],
    ['<a>; rel="prev"', undefined],
    ['<a>; rel="nextish"', undefined],
    ['a; rel="next"', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(linkTarget(header, 'next')).toBe(expected);
  });
});

describe('patterns with *', () => {
  test('fit as a regular expression would', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
    fc.assert(
      fc.property(texts, patterns, (text, pattern) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        expect(fits(text, pattern)).toBe(new RegExp(`^${expression}$`, 's').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('take no time, however many stars there are', () => {
    const began = performance.now();
    expect(fits('a'.repeat(20_000), `${'*a'.repeat(5000)}*b`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(200);
  });
});
