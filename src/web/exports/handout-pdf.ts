import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Ui } from '../i18n/ui.js';
import type { Offer } from '../offer/fact.js';
import { glossary, handoutLines } from '../offer/handout-lines.js';
import { standingOf } from '../offer/standing.js';

const require = createRequire(import.meta.url);
const fonts = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
const ink = '#17232b';
const soft = '#4d5b64';
const problem = '#a3222a';

const margin = 56;

/** The handout as a PDF on A4, in a font that has the letters of all languages of the EU; tagged for screen readers. */
export function handoutPdf(
  offers: readonly Offer[],
  asked: { readonly ui: Ui; readonly today: string },
): Promise<Uint8Array> {
  const { ui, today } = asked;
  const pdf = new PDFDocument({
    ...{
      size: 'A4',
      margin,
      lang: ui.language,
      displayTitle: true,
      tagged: true,
      pdfVersion: '1.7',
      bufferPages: true,
    },
    info: { Title: ui.t('handout.title'), Creator: 'Lotse' },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.once('end', () => resolve(Buffer.concat(chunks)));
    pdf.once('error', reject);
  });
  const part = (type: string, size: number, text: string, options: PartOptions = {}) => {
    const { bold = false, color = ink, gap = 0.2, link } = options;
    pdf.addStructure(
      pdf.struct(type, {}, () => {
        pdf
          .font(bold ? fonts.bold : fonts.plain)
          .fontSize(size)
          .fillColor(color)
          .text(text, link === undefined ? {} : { link, underline: true })
          .moveDown(gap);
      }),
    );
  };
  /** Begins a new page where less than this is left of the page, so that a heading never stands alone. */
  const keep = (height: number) => {
    if (pdf.y + height > pdf.page.height - margin) pdf.addPage();
  };
  part('H1', 20, ui.t('handout.title'), { bold: true });
  part('P', 10, ui.t('handout.date', { date: ui.date(today) }), { color: soft, gap: 1 });
  for (const offer of offers) {
    keep(110);
    part('H2', 14, offer.title.text, { bold: true });
    part('P', 10.5, offer.providers.map(({ name }) => name.text).join(', '), { color: soft, gap: 0.5 });
    const standing = standingOf(offer, asked);
    if (standing !== undefined)
      part('P', 10.5, ui.t(standing.message, standing.values), { bold: true, color: problem, gap: 0.5 });
    for (const { question, answers } of handoutLines(offer, asked)) {
      const answer = answers.length === 0 ? ui.t('value.notStated') : answers.map(({ text }) => text).join('\n');
      keep(46);
      part('P', 10, ui.t(question), { bold: true, gap: 0 });
      part('P', 10.5, answer, { gap: 0.4 });
    }
    keep(46);
    part('P', 10, ui.t('handout.more'), { bold: true, gap: 0 });
    if (offer.homepages.length === 0) part('P', 10.5, ui.t('offer.apply.noPage'));
    for (const { url } of offer.homepages) part('P', 10.5, url, { link: url });
    pdf.moveDown(1);
  }
  keep(90);
  part('H2', 13, ui.t('handout.next'), { bold: true });
  (['handout.next1', 'handout.next2', 'handout.next3'] as const).forEach((step, at) => {
    part('P', 10.5, `${at + 1}. ${ui.t(step)}`);
  });
  pdf.moveDown(1);
  keep(70);
  part('H2', 13, ui.t('glossary.title'), { bold: true });
  for (const word of glossary(offers, asked)) {
    keep(40);
    part('P', 10, ui.t(word));
  }
  numberPages(pdf, ui);
  pdf.end();
  return done;
}

interface PartOptions {
  readonly bold?: boolean;
  readonly color?: string;
  /** Lines of room below. */
  readonly gap?: number;
  readonly link?: string;
}

/** Which page of how many, at the foot of each; for the eye only. */
function numberPages(pdf: PDFKit.PDFDocument, ui: Ui): void {
  const { count } = pdf.bufferedPageRange();
  for (let number = 1; number <= count; number += 1) {
    pdf.switchToPage(number - 1);
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf
      .font(fonts.plain)
      .fontSize(9)
      .fillColor(soft)
      .text(ui.t('paging.place', { number, pages: count }), margin, pdf.page.height - 36, {
        width: pdf.page.width - 2 * margin,
        align: 'center',
        lineBreak: false,
      });
    pdf.endMarkedContent();
  }
}
