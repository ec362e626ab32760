import { offerIds } from '../../offer/offer-ids.js';
import { readOffers } from '../../offer/read-offers.js';
import type { Page } from '../../page.js';
import { CompareTable } from './compare-table.js';

/** Offers that are compared at most: more columns than these cannot be taken in. */
export const mostCompared = 4;

/** Offers side by side: `/compare?ids=a,b`; with `differences=1` only where they differ. */
export const comparePage: Page = {
  path: '/compare',
  async answer(request) {
    const { url, ui, today } = request;
    const asked = offerIds(url.searchParams, 100);
    const offers = await readOffers(asked.slice(0, mostCompared), request);
    const found = offers.flatMap((offer) => offer ?? []);
    return {
      kind: 'html',
      title: ui.t('compare.title'),
      body: (
        <CompareTable
          offers={found}
          today={today}
          onlyDifferences={url.searchParams.get('differences') === '1'}
          leftOut={asked.length - Math.min(asked.length, mostCompared)}
          unknown={Math.min(asked.length, mostCompared) - found.length}
        />
      ),
    };
  },
};
