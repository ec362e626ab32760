import { handoutPdf } from '../../exports/handout-pdf.js';
import { offersCalendar } from '../../exports/offers-calendar.js';
import { offersCsv } from '../../exports/offers-csv.js';
import type { Offer } from '../../offer/fact.js';
import { offerIds } from '../../offer/offer-ids.js';
import { readOffers } from '../../offer/read-offers.js';
import { NotFound, type Page, type PageRequest } from '../../page.js';
import { mostListed } from './shortlist-page.js';

interface Form {
  readonly extension: string;
  readonly type: string;
  readonly content: (offers: readonly Offer[], request: PageRequest) => Promise<string | Uint8Array> | string;
}

/** The list as files to keep: `/shortlist.csv?ids=a,b` and so on. */
const forms: readonly Form[] = [
  {
    extension: 'csv',
    type: 'text/csv; charset=utf-8',
    content: (offers, request) => offersCsv(offers, request),
  },
  {
    extension: 'ics',
    type: 'text/calendar; charset=utf-8',
    content: (offers, request) => offersCalendar(offers, request),
  },
  {
    extension: 'pdf',
    type: 'application/pdf',
    content: (offers, request) => handoutPdf(offers, request),
  },
];

export const filePages: readonly Page[] = forms.map(({ extension, type, content }) => ({
  path: `/shortlist.${extension}`,
  async answer(request) {
    const ids = offerIds(request.url.searchParams, mostListed);
    const offers = (await readOffers(ids, request)).flatMap((offer) => offer ?? []);
    if (offers.length === 0) throw new NotFound();
    return {
      kind: 'file',
      type,
      content: await content(offers, request),
      filename: `lotse-${request.today}.${extension}`,
    };
  },
}));
