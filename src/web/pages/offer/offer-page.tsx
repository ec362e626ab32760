import { OfferDocument } from '../../generated/graphql.js';
import { offerId } from '../../offer/offer-ids.js';
import { NotFound, type Page } from '../../page.js';
import { OfferArticle } from './offer-article.js';

/** One offer with everything that its catalogue says: `/offers/:id`. `from` is the query of the search it was found by. */
export const offerPage: Page = {
  path: '/offers/:id',
  async answer({ url, params, query, ui, today, signal }) {
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
      body: <OfferArticle offer={offer} today={today} from={new URLSearchParams(url.searchParams.get('from') ?? '')} />,
    };
  },
};
