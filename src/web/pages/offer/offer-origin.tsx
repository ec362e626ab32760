import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { basisText } from '../../offer/basis.js';
import type { FullOffer } from '../../offer/fact.js';
import { facts, labelOf } from '../../offer/facts.js';

/** Where the offer was harvested and when, and which values the catalogue does not state in these terms. */
export function OfferOrigin({ offer, today }: { offer: FullOffer; today: string }) {
  const ui = useUi();
  const { source, provenance, updatedAt, modifiedAtSource, nativeIds, alsoOfferedBy } = offer;
  const licence = offer.licence ?? source.licence;
  const judged = facts(offer, { ui, today }).flatMap(({ id, values }) =>
    values.flatMap(({ text, evidence }) => (evidence === undefined ? [] : [{ id, text, evidence }])),
  );
  return (
    <section class="panel origin">
      <h2>
        <T id="origin.title" />
      </h2>
      <dl class="facts">
        <Row name="origin.source">
          {source.homepage ? (
            <a href={source.homepage} rel="noopener external">
              {source.name}
            </a>
          ) : (
            source.name
          )}
        </Row>
        {alsoOfferedBy.length === 0 ? null : (
          <Row name="origin.alsoIn">
            <ul class="fact-list">
              {alsoOfferedBy.map(({ id, source: other }) => (
                <li key={id}>
                  <a href={ui.href(`/offers/${id}`)}>{other.name}</a>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {source.attribution ? <Row name="origin.attribution">{source.attribution}</Row> : null}
        {licence ? <Row name="origin.licence">{licence}</Row> : null}
        {source.lastSuccessAt ? (
          <Row name="origin.harvested">
            <time dateTime={source.lastSuccessAt}>{ui.date(source.lastSuccessAt)}</time>
          </Row>
        ) : null}
        {updatedAt ? <Row name="origin.updated">{ui.date(updatedAt)}</Row> : null}
        {modifiedAtSource ? <Row name="origin.modified">{ui.date(modifiedAtSource)}</Row> : null}
        <Row name="origin.record">
          <span class="code">{provenance.record}</span>{' '}
          <span class="muted">
            ({provenance.format}, {provenance.feed.split('/').at(-1)})
          </span>
        </Row>
        {nativeIds.length > 1 ? (
          <Row name="origin.ids">
            {nativeIds.map(({ scheme, value }) => (scheme ? `${scheme}: ${value}` : value)).join(' · ')}
          </Row>
        ) : null}
      </dl>
      {judged.length === 0 ? (
        <p>
          <T id="origin.allStated" />
        </p>
      ) : (
        <details open={judged.length <= 4}>
          <summary>
            <T id="origin.judged" values={{ count: judged.length }} />
          </summary>
          <ul class="judged">
            {judged.map(({ id, text, evidence }) => (
              <li key={`${id}${text}`}>
                <strong>
                  <T id={labelOf(id)} />:
                </strong>{' '}
                {text} – <T id={basisText(evidence.basis)} />
                {evidence.native === undefined ? null : (
                  <>
                    {' '}
                    <T id="basis.native" values={{ native: evidence.native }} />
                  </>
                )}
                {evidence.rule === undefined ? null : (
                  <span class="muted">
                    {' '}
                    <T id="origin.rule" values={{ rule: evidence.rule }} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Row({ name, children }: { name: MessageKey; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>
        <T id={name} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
