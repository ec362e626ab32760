import { Formatted } from '../../components/formatted.js';
import { Words } from '../../components/words.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import type { FullOffer } from '../../offer/fact.js';

type Paths = NonNullable<FullOffer['stackability']>;

/** What the offer is part of, what it holds and what it leads to. */
export function OfferPaths({ offer: { stackability, recognition } }: { offer: FullOffer }) {
  const texts = recognition.flatMap(({ text }) => text ?? []);
  const lists: readonly { readonly title: MessageKey; readonly offers: Paths['hasPart'] }[] = [
    { title: 'offer.partOf', offers: stackability?.isPartOf ?? [] },
    { title: 'offer.hasPart', offers: stackability?.hasPart ?? [] },
    { title: 'offer.leadsTo', offers: stackability?.leadsTo ?? [] },
  ];
  const found = lists.filter(({ offers }) => offers.length > 0);
  if (found.length + texts.length === 0 && !stackability?.text) return null;
  return (
    <section class="panel">
      <h2>
        <T id="offer.paths" />
      </h2>
      {stackability?.text ? <Formatted of={stackability.text} /> : null}
      {texts.map((text) => (
        <Formatted key={text.text} of={text} />
      ))}
      {found.map(({ title, offers }) => (
        <div key={title}>
          <h3>
            <T id={title} />
          </h3>
          <ul>
            {offers.map((offer) => (
              <li key={`${offer.id}${offer.url}${offer.title?.text}`}>
                <RelatedOffer offer={offer} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function RelatedOffer({ offer: { id, title, url } }: { offer: Paths['hasPart'][number] }) {
  const ui = useUi();
  const name = title ? <Words of={title} /> : <T id="offer.related" />;
  if (id) return <a href={ui.href(`/offers/${id}`)}>{name}</a>;
  if (url)
    return (
      <a href={url} rel="noopener external">
        {name}
      </a>
    );
  return name;
}
