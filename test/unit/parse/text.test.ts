import fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, test } from 'vitest';
import { allowedElements, cleanHtml, plainText } from '../../../src/harvest/parse/text.js';

describe('plain text', () => {
  test.each([
    ['a < b & c', 'a < b & c'],
    ['R&amp;D', 'R&D'],
    ['R&amp;amp;D', 'R&D'],
    ['caf&amp;eacute;', 'café'],
    ['the &amp;lt; sign', 'the &lt; sign'],
    ['?a=1&copy=2', '?a=1&copy=2'],
    ['<p>One</p><p>Two<br>three</p>', 'One Two three'],
    ['un<b>break</b>able', 'unbreakable'],
    ['List<String> and <T>', 'List<String> and <T>'],
    ['the &lt;canvas&gt; element', 'the <canvas> element'],
    ['&lt;p&gt;Escaped &lt;b&gt;whole&lt;/b&gt;&lt;/p&gt;', 'Escaped whole'],
    ['<script>alert(1)</script><style>p{}</style>Hi<!-- no -->', 'Hi'],
    ['<o:p>Word</o:p>', 'Word'],
    ['<![CDATA[<p>Inhalt</p>]]>', 'Inhalt'],
    ['&lt;![CDATA[&lt;p&gt;Inhalt&lt;/p&gt;]]&gt;', 'Inhalt'],
    ['<p>Intro</p>&lt;p&gt;Rest&lt;/p&gt;', 'Intro Rest'],
    ['a[b[0]]>c', 'a[b[0]]>c'],
    ['  a\u00a0 \n\t b  ', 'a b'],
    ['a\u0000b\u0007c\u202ed\u2066e\u200bf\ufeff', 'abcdef'],
    ['cafe\u0301', 'café'],
    ['x\ud800y', 'x\ufffdy'],
    ['👩‍🔬', '👩‍🔬'],
    ['', ''],
  ])('%j is %j', (input, output) => {
    expect(plainText(input)).toBe(output);
  });
});

describe('formatted text', () => {
  test.each([
    ['<p class="x" onclick="y()">A <b>b</b></p>', '<p>A <b>b</b></p>'],
    ['<div>One</div><div>Two</div>', 'One<br>Two'],
    ['<p> </p><p>x</p><ul><li> a </li><li></li></ul>', '<p>x</p><ul><li>a</li></ul>'],
    ['<p>open <strong>bold', '<p>open <strong>bold</strong></p>'],
    ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2<br>3'],
    ['<a href="https://x.example/?a=1&amp;b=2">More</a>.', 'More (https://x.example/?a=1&amp;b=2).'],
    ['<p><a href="https://x.example/">https://x.example</a></p>', '<p>https://x.example</p>'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['first\nsecond\n\nthird & last', '<p>first<br>second</p><p>third &amp; last</p>'],
    ['only one line, 1 < 2', 'only one line, 1 &lt; 2'],
    ['&lt;p&gt;R&amp;amp;D&lt;/p&gt;', '<p>R&amp;D</p>'],
    ['<p>caf&amp;eacute;</p>', '<p>café</p>'],
    ['<p>the &lt;br&gt; element</p>', '<p>the &lt;br&gt; element</p>'],
    ['<p>&lt;b&gt;&lt;/b&gt; and &lt;p&gt;</p>', '<p>&lt;b&gt;&lt;/b&gt; and &lt;p&gt;</p>'],
    ['<p>One&lt;br /&gt;two</p>', '<p>One<br>two</p>'],
    ['before <![CDATA[<p>A &amp; b</p>]]> after', 'before<p>A &amp; b</p>after'],
    ['<![CDATA[plain]]>', 'plain'],
    [
      '<p>A</p>&lt;ul class="x"&gt;&lt;li&gt;R&amp;amp;D, 1 &lt; 2&lt;/li&gt;&lt;/ul&gt;',
      '<p>A</p><ul><li>R&amp;D, 1 &lt; 2</li></ul>',
    ],
    ['<p title="&lt;p&gt;x&lt;/p&gt;">A</p>', '<p>A</p>'],
    ['<p>Stack<Integer></p>', '<p>Stack&lt;Integer&gt;</p>'],
  ])('%j is %j', (input, output) => {
    expect(cleanHtml(input)).toBe(output);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<math><mtext></p><style><!--</style><img src=x onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<<script>alert(1)//<</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '&lt;p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;',
    '&amp;lt;p&amp;gt;&amp;lt;img src=x onerror=alert(1)&amp;gt;&amp;lt;/p&amp;gt;',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea></textarea><img src=x onerror=alert(1)>',
    '<x-y onclick=alert(1)>x</x-y>',
    '"><svg onload=alert(1)>',
  ])('attack comes out harmless: %s', (input) => {
    expectHarmless(cleanHtml(input));
  });

  test('whatever comes in, only bare allowed elements come out, well nested', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        '&lt;',
        '&amp;',
        '</p>',
        '<p>',
        '<a href="https://a.example">',
        '</a>',
        '<script>',
        '</script>',
        '<b ',
        'onclick=x',
        '<li>',
        '<!--',
        '-->',
        '<svg>',
        '<br/>',
        '&#60;',
        '\n\n',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        expectHarmless(cleanHtml(pieces.join('')));
        expect(plainText(pieces.join(''))).not.toMatch(/\n|\p{Cc}/u);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(['<br>', '<p> </p>', '<b>', '<a ', '<'])(
  'the words among 40,000 times %j are kept, the marks are not',
  (piece) => {
    const text = `before ${piece.repeat(40_000)} after`;
    expect(plainText(text)).toMatch(/^before\b[^b]*\bafter$/);
    expect(cleanHtml(text).replace(/<\/?[a-z]+>/g, '')).toMatch(/^before\b[^b]*\bafter$/);
    expectHarmless(cleanHtml(text));
  },
);

function expectHarmless(html: string): void {
  const open: string[] = [];
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
    const [, slash, name = ''] = /^<(\/?)([a-z]+\d?)>$/.exec(tag) ?? [];
    expect(allowedElements).toContain(name);
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (name !== 'br' && name !== 'hr') open.push(name);
  }
  expect(open).toEqual([]);
  const again = sanitizeHtml(html, { allowedTags: [...allowedElements], allowedAttributes: {} });
  expect(again.replace(/<[^>]*>/g, '').replaceAll('"', '&quot;')).toBe(html.replace(/<[^>]*>/g, ''));
}
