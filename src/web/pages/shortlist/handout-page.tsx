import { T } from '../../i18n/t.js';
import { offerIds } from '../../offer/offer-ids.js';
import { readOffers } from '../../offer/read-offers.js';
import { NotFound, type Page } from '../../page.js';
import { Handout } from './handout.js';
import { mostListed } from './shortlist-page.js';

/** What a learner takes home, to be printed: `/shortlist/handout?ids=a,b`. */
export const handoutPage: Page = {
  path: '/shortlist/handout',
  async answer(request) {
    const { url, ui, today } = request;
    const ids = offerIds(url.searchParams, mostListed);
    const offers = (await readOffers(ids, request)).flatMap((offer) => offer ?? []);
    if (offers.length === 0) throw new NotFound();
    return {
      kind: 'html',
      title: ui.t('handout.title'),
      current: '/shortlist',
      body: (
        <>
          <p class="toolbar no-print">
            <button type="button" class="with-script" data-print>
              <T id="handout.print" />
            </button>
            <a
              class="button quiet"
              href={ui.href('/shortlist.pdf', new URLSearchParams({ ids: ids.join(',') }))}
              data-turbo="false"
              download
            >
              <T id="shortlist.pdf" />
            </a>
            <a class="button quiet" href={ui.href('/shortlist', new URLSearchParams({ ids: ids.join(',') }))}>
              <T id="handout.back" />
            </a>
          </p>
          <Handout offers={offers} today={today} />
        </>
      ),
    };
  },
};
