import { OfferDocument } from '../../generated/graphql.js';
import { offerId } from '../../offer/offer-ids.js';
import { NotFound, type Page } from '../../page.js';
import { OfferArticle } from './offer-article.js';

/** One offer with everything that its catalogue says: `/offers/:id`. Leads back to the search that it was opened from. */
export const offerPage: Page = {
  path: '/offers/:id',
  async answer({ params, query, header, ui, today, signal }) {
    const id = offerId(params.id ?? '');
    if (id === undefined) throw new NotFound();
    const { learningOpportunity: offer } = await query(OfferDocument, { id, language: ui.language }, signal);
    if (offer === undefined || offer === null) throw new NotFound();
    const [provider] = offer.providers;
    return {
      kind: 'html',
      status: offer.withdrawn ? 410 : 200,
      title: offer.title.text,
      ...(provider === undefined ? {} : { description: `${offer.title.text} – ${provider.name.text}` }),
      headers: { vary: 'Accept-Language, Referer' },
      body: <OfferArticle offer={offer} today={today} from={searchOf(header('referer'), header('host'))} />,
    };
  },
};

/** The query of our own search page that a reader comes from, if it is one. */
function searchOf(referer: string | undefined, host: string | undefined): URLSearchParams | undefined {
  try {
    const from = new URL(referer ?? '');
    return from.host === host && from.pathname === '/' ? from.searchParams : undefined;
  } catch {
    return undefined;
  }
}
