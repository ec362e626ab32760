import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Ui } from '../i18n/ui.js';
import type { Offer } from '../offer/fact.js';
import { glossary, handoutLines } from '../offer/handout-lines.js';

const require = createRequire(import.meta.url);
const fonts = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
const ink = '#17232b';
const soft = '#4d5b64';

/** The handout as a PDF on A4, in a font that has the letters of all languages of the EU; tagged for screen readers. */
export function handoutPdf(
  offers: readonly Offer[],
  asked: { readonly ui: Ui; readonly today: string },
): Promise<Uint8Array> {
  const { ui, today } = asked;
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: 56, lang: ui.language, displayTitle: true, tagged: true, pdfVersion: '1.7' },
    info: { Title: ui.t('handout.title'), Creator: 'Lotse' },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.once('end', () => resolve(Buffer.concat(chunks)));
    pdf.once('error', reject);
  });
  const part = (
    type: string,
    size: number,
    text: string,
    options: { bold?: boolean; color?: string; gap?: number },
  ) => {
    const { bold = false, color = ink, gap = 0.2 } = options;
    pdf.addStructure(
      pdf.struct(type, {}, () => {
        pdf
          .font(bold ? fonts.bold : fonts.plain)
          .fontSize(size)
          .fillColor(color)
          .text(text)
          .moveDown(gap);
      }),
    );
  };
  part('H1', 20, ui.t('handout.title'), { bold: true });
  part('P', 10, ui.t('handout.date', { date: ui.date(today) }), { color: soft, gap: 1 });
  for (const offer of offers) {
    part('H2', 14, offer.title.text, { bold: true });
    part('P', 10.5, offer.providers.map(({ name }) => name.text).join(', '), { color: soft, gap: 0.5 });
    const lines = handoutLines(offer, asked).map(({ question, answers }) => ({
      question: ui.t(question),
      answer: answers.length === 0 ? ui.t('value.notStated') : answers.map(({ text }) => text).join('\n'),
    }));
    const pages = offer.homepages.map(({ url }) => url);
    const more = pages.length === 0 ? ui.t('offer.apply.noPage') : pages.join('\n');
    for (const { question, answer } of [...lines, { question: ui.t('handout.more'), answer: more }]) {
      part('P', 10, question, { bold: true, gap: 0 });
      part('P', 10.5, answer, { gap: 0.4 });
    }
    pdf.moveDown(1);
  }
  part('H2', 13, ui.t('handout.next'), { bold: true });
  (['handout.next1', 'handout.next2', 'handout.next3'] as const).forEach((step, at) => {
    part('P', 10.5, `${at + 1}. ${ui.t(step)}`, {});
  });
  pdf.moveDown(1);
  part('H2', 13, ui.t('glossary.title'), { bold: true });
  for (const word of glossary(offers)) part('P', 10, ui.t(word), {});
  pdf.end();
  return done;
}
