import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { withoutMojibake } from '../../../src/harvest/parse/mojibake.js';
import { cleanHtml, plainText } from '../../../src/harvest/parse/text.js';

/** UTF-8 that somebody read as Windows-1252; the five bytes that are no character of it become controls. */
const misread = (text: string) =>
  Array.from(Buffer.from(text), (byte) => {
    const character = iconv.decode(Buffer.of(byte), 'windows-1252');
    return character === '\ufffd' ? String.fromCharCode(byte) : character;
  }).join('');

/** Texts with the letters of the official languages of the European Union; of each the last word is a hard one. */
const languages: readonly (readonly [string, string])[] = [
  ['bg', 'Въведение в програмирането, Благоевград и Ямбол'],
  ['cs', 'Řízení podniku: účetnictví, žáci, děti, ďábel, ťuhýk, ňadra, vůle'],
  ['da', 'Småbørnspædagogik på Ærø, også'],
  ['de', 'Einführung für Ärztinnen, Übungen, Straße, MÄ'],
  ['el', 'Εισαγωγή στην Πληροφορική, Ίδρυμα Ώρα'],
  ['en', 'Café management, naïve façade’s'],
  ['es', 'Señalización y diseño, ¿cómo?, ÑANDÚ'],
  ['et', 'Õppekava, täienduskoolitus, šokk, žanr, hää'],
  ['fi', 'Työelämän pääsykoe, Åbo, šakki, pää'],
  ['fr', 'Élèves, être à l’œuvre, Âge, Île, Œuvre, naïf, ÇÀ'],
  ['ga', 'Oideachas agus oiliúint, Éire, fíor'],
  ['hr', 'Računovodstvo i đački život, Županija, čaša, ćup'],
  ['hu', 'Fejlesztő, Győr, űrhajó, Őszi, árvíztűrő'],
  ['it', 'È una città, perché, CAFFÈ'],
  ['lt', 'Lietuvių kalba, ėjimas, ąžuolas, įmonė, ūkis, Šiauliai, Žemė'],
  ['lv', 'Rīgas Tehniskā universitāte, ģimene, ķīmija, ļoti, ņem, ēka, šūt'],
  ['mt', 'Ħal Għaxaq, żgħażagħ, ġdid, ċavetta'],
  ['nl', 'Geïntegreerde zorg, één jaar, coördinatie'],
  ['pl', 'Wyższa Szkoła Bankowa, źródło, ćma, ślad, będą, koń'],
  ['pt', 'Formação, irmão, amanhã, Évora, irmã'],
  ['ro', 'Științe economice, înființat, țară, Îi, română'],
  ['sk', 'Ľudské zdroje, mäso, kôň, ŕ, ĺ, päť, dĺžka'],
  ['sl', 'Računalništvo, življenje, šola, ž'],
  ['sv', 'Räkna själv på Åland, å, små'],
];

describe('text that was converted twice is put right', () => {
  test.each(languages)('in %s: %s', (_, text) => {
    expect(withoutMojibake(misread(`„${text}“ – 15 €`))).toBe(`„${text}“ – 15 €`);
  });

  test.each([
    'Wyższa Szkoła',
    'Szkoła',
    'Świat',
    'Fejlesztő',
    'Științe',
    'Εισαγωγή',
    'Въведение',
    'Życie szkoły',
    'Ārzemju studijas',
    'kursuslugu – ėjimas: veiklą',
  ])('in a few words: %s', (text) => {
    expect(withoutMojibake(misread(text))).toBe(text);
  });

  test.each([
    ["Ecole supérieure d'agriculture d'Angers"],
    ['Fächer für Anfänger: Öffentliches Recht – „Grundlagen“'],
    ['Räkna själv på Åland, så går det'],
    ['Hyvää päivää, työelämä'],
    ['Señal de tráfico, año'],
    ['15 € “à l’Œuvre” … à 20 °C'],
    ['Opleiding geïntegreerde zorg, één jaar'],
  ])('%s', (text) => {
    expect(misread(text)).not.toBe(text);
    expect(withoutMojibake(misread(text))).toBe(text);
  });

  test('where only a part of the text was (Trouver mon master 2019)', () => {
    expect(plainText("Université d'Angers, Ecole supÃ©rieure d'agriculture, l'UniversitÃ© de Rouen")).toBe(
      "Université d'Angers, Ecole supérieure d'agriculture, l'Université de Rouen",
    );
    expect(cleanHtml('<p>L&#39;UniversitÃ© â€“ <b>dâ€™Angers</b></p>')).toBe(
      '<p>L&#39;Université – <b>d’Angers</b></p>'.replace('&#39;', "'"),
    );
  });
});

test('controls are what Windows-1252 has in their place', () => {
  expect(plainText('L\u0092économie \u0096 25\u0080, \u0093gratuit\u0094\u0085')).toBe('L’économie – 25€, “gratuit”…');
  expect(cleanHtml('<p>L\u0092\u009cuvre</p>\u0081')).toBe('<p>L’œuvre</p>');
  expect(plainText('\u008akola, KO\u008aICE, c\u009cur')).toBe('Škola, KOŠICE, cœur');
  // As in a real catalogue: what would be letters stands by itself, where a list had its signs.
  expect(plainText('\u008a\u008a Opiskelija osaa \u009a')).toBe('Opiskelija osaa');
  // UTF-8 that was read as ISO 8859-1.
  expect(plainText('l\u00e2\u0080\u0099eau, Szko\u00c5\u0082a')).toBe('l’eau, Szkoła');
});

describe('text that only looks like it stays as it is', () => {
  test.each([
    ['FORMAÇÃO “PRÁTICA”, NÃO “Ã”'],
    ['CHÂTEAU, ÂGE « Â »'],
    ['ÉCOLE DE LA LIBERTÉ»'],
    ['ÅBO AKADEMI, Å”'],
    ["cwrdd â'r gofynion, â’r gofyniad"],
    ['Ä“'],
    ['ÄÖÜ – äöü … „Ä“'],
    ['naïve ½ ²'],
    ['Łódź, Țară, Čeština, Αθήνα, Україна'],
  ])('%s', (text) => {
    expect(withoutMojibake(text)).toBe(text);
  });

  const quotes = ['„“', '“”', '””', '«»', '»«', '‚‘', '‘’', '‹›', '""', '()', "''"].map((pair) => [...pair] as const);
  const cases = [
    (word: string) => word,
    (word: string) => word.toLowerCase(),
    (word: string) => word.toUpperCase(),
    (word: string) => word.charAt(0).toUpperCase() + word.slice(1),
  ];
  const word = fc
    .tuple(fc.constantFrom(...languages.flatMap(([, text]) => text.split(/[\s,:]+/))), fc.constantFrom(...cases))
    .map(([text, change]) => change(text));
  const phrase = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom(...quotes))
    .map(([words, [open, close]]) => `${open}${words.join(' ')}${close}`);
  const amount = fc
    .tuple(fc.constantFrom('€', '£', '¥', '¢', '¤', '%', '°C', '½', 'm²', 'ƒ'), fc.constantFrom('', ' ', '\u00a0'))
    .map(([sign, space]) => `15${space}${sign} / ${sign}${space}15`);
  const mark = fc.constantFrom(
    ...[' ', ', ', '. ', ' – ', '–', '—', '…', '…, ', '·', ' • ', '’s ', '’', '™ ', '† ', ' § 3 ', '/'],
  );
  const text = fc
    .array(fc.tuple(fc.oneof(word, word, phrase, amount), mark), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.flat().join('').normalize('NFC'));

  test('in every official language, with quotes, dashes and currency signs', () => {
    fc.assert(
      fc.property(text, (correct) => {
        expect(withoutMojibake(correct)).toBe(correct);
      }),
      { numRuns: 20_000 },
    );
  });
});
