import { offerIds } from '../../offer/offer-ids.js';
import { readOffers } from '../../offer/read-offers.js';
import type { Page } from '../../page.js';
import { ShortlistView } from './shortlist-view.js';

/** Offers on a list at most. */
export const mostListed = 100;

/**
 * Offers that were put aside: `/shortlist?ids=a,b`. The list stands in the address, so a link shares it. `shared` is the
 * day on which the link was made (ISO 8601): what has changed since is marked.
 */
export const shortlistPage: Page = {
  path: '/shortlist',
  async answer(request) {
    const { url, ui, today } = request;
    const ids = offerIds(url.searchParams, mostListed);
    const offers = await readOffers(ids, request);
    const shared = url.searchParams.get('shared');
    return {
      kind: 'html',
      title: ui.t('shortlist.title'),
      current: '/shortlist',
      body: (
        <ShortlistView
          offers={offers.flatMap((offer) => offer ?? [])}
          unknown={ids.filter((_, at) => offers[at] === undefined)}
          today={today}
          shared={shared !== null && /^\d{4}-\d{2}-\d{2}$/.test(shared) ? shared : undefined}
        />
      ),
    };
  },
};
