import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simpleHtml } from '../../../src/harvest/parse/simple-markup.js';
import { thoroughHtml } from '../../../src/harvest/parse/text.js';

const names = 'p p div ul ol li li strong b em i span font u a h2 h3 br hr section address small table td script'.split(
  ' ',
);
const name = fc.constantFrom(...names);
const attributes = fc.constantFrom(
  ...[
    '',
    '',
    '',
    ' class="a b"',
    " style='x: y'",
    ' hidden',
    ' href="https://x.example/a?b=1"',
    ' HREF="http://y.example"',
  ],
  ...[
    ' href="javascript:alert(1)"',
    ' href="/relative"',
    ' href=https://z.example',
    ' title="a>b"',
    ' href="" href="https://x.example"',
  ],
);
const text = fc.constantFrom(
  ...[
    'word',
    'two words',
    ' ',
    '\n  ',
    ' end. ',
    'a &amp; b',
    '&nbsp;',
    'caf&eacute;',
    '&amp;lt;',
    '&amp;amp;eacute;',
    'R&D',
  ],
  ...[
    '&lt;p&gt;',
    '1 < 2',
    '"quoted"',
    '&hellip;',
    '&#39;',
    '&#x41;',
    'x\u00a0y',
    '&copy',
    'https://x.example/a?b=1',
    '<!-- no -->',
  ],
);

/** A well-nested tree written as HTML, as most catalogues have it. */
const nested = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.constantFrom('<br>', '<br/>', '<hr />', '<BR>'),
    fc
      .tuple(name, attributes, fc.array(tie('node'), { maxLength: 4 }))
      .map(([tag, attribute, inner]) => `<${tag}${attribute}>${inner.join('')}</${tag}>`),
    fc
      .tuple(fc.constantFrom('ul', 'ol'), fc.array(fc.array(tie('node'), { maxLength: 2 }), { maxLength: 3 }))
      .map(([tag, items]) => `<${tag}>${items.map((inner) => `<li>${inner.join('')}</li>`).join('\n')}</${tag}>`),
    fc.array(tie('node'), { maxLength: 3 }).map((inner) => inner.join('')),
  ),
})).node;

/** Tags in any order, which only a parser can make sense of. */
const soup = fc
  .array(
    fc.oneof(
      text,
      fc.tuple(name, attributes).map(([tag, attribute]) => `<${tag}${attribute}>`),
      name.map((tag) => `</${tag}>`),
    ),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''));

describe('simple markup', () => {
  test.each([
    ['<p>A <strong class="x">b</strong> c</p>\n<p>d</p>', '<p>A <strong>b</strong> c</p><p>d</p>'],
    [
      '<ul><li><span style="x">One</span></li><li>Two&nbsp;&amp; three</li></ul>',
      '<ul><li>One</li><li>Two &amp; three</li></ul>',
    ],
    [
      '<div>One<br/>two</div><p><a href="https://x.example/">More</a></p>',
      'One<br>two<p>More (https://x.example/)</p>',
    ],
  ])('%j is %j', (input, output) => {
    expect(simpleHtml(input)).toBe(output);
    expect(thoroughHtml(input)).toBe(output);
  });

  test.each([
    ...['<p>open', '<p>a<p>b</p></p>', '<script>x</script>', '<table><tr><td>1</td></tr></table>', '<b><i>x</b></i>'],
    ...[
      '<p title="a>b">x</p>',
      '<p>&unknown;</p>',
      '<p>a < b</p>',
      '<a>x<a>y</a></a>',
      '<h2>a<p>b</p></h2>',
      '<li>x</li>',
    ],
    ...['<p/>', '<p>x</p class="y">', '<p onclick=x>y</p>', '<!-- x -->', `${'<b>'.repeat(40)}x${'</b>'.repeat(40)}`],
  ])('%j is left to the parser', (input) => {
    expect(simpleHtml(input)).toBeUndefined();
  });

  test('says what the sanitiser says, wherever it says anything', () => {
    let said = 0;
    fc.assert(
      fc.property(fc.oneof(nested, soup), (html) => {
        const simple = simpleHtml(html);
        if (simple === undefined) return;
        said += 1;
        expect(simple).toBe(thoroughHtml(html));
      }),
      { numRuns: 3000 },
    );
    expect(said).toBeGreaterThan(500);
  });
});
