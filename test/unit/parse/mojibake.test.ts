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

describe('text that was converted twice is put right', () => {
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
});
