import { FactValues } from '../../components/fact-values.js';
import { ShortlistButton } from '../../components/offer-actions.js';
import { StandingNotice } from '../../components/standing-notice.js';
import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import { type Fact, type FactId, factIds, type Offer } from '../../offer/fact.js';
import { fact, labelOf } from '../../offer/facts.js';

interface Row {
  readonly id: FactId;
  readonly facts: readonly Fact[];
  /** Two offers state it, and not the same. */
  readonly differs: boolean;
  /** Some state it and some do not. */
  readonly partly: boolean;
}

/** What offers say about each matter, and whether they say the same: the same values, in whatever order. */
export function rowsOf(offers: readonly Offer[], asked: Parameters<typeof fact>[2]): Row[] {
  return factIds.map((id) => {
    const facts = offers.map((offer) => fact(id, offer, asked));
    const said = facts.map(({ values }) => [...new Set(values.map(({ text }) => text))].sort().join('\n'));
    const stated = new Set(said.filter((text) => text !== ''));
    return { id, facts, differs: stated.size > 1, partly: stated.size > 0 && said.includes('') };
  });
}

interface CompareTableProps {
  readonly offers: readonly Offer[];
  readonly today: string;
  readonly onlyDifferences: boolean;
  /** How many were asked for beyond those that fit. */
  readonly leftOut: number;
  /** How many that were asked for are not known. */
  readonly unknown: number;
}

/** Offers side by side, what differs marked. */
export function CompareTable({ offers, today, onlyDifferences, leftOut, unknown }: CompareTableProps) {
  const ui = useUi();
  if (offers.length === 0)
    return (
      <div class="narrow stack">
        <h1>
          <T id="compare.title" />
        </h1>
        <p>
          <T id={unknown > 0 ? 'problem.notFound.text' : 'compare.empty'} />
        </p>
        <a class="button" href={ui.href('/')}>
          <T id="problem.toSearch" />
        </a>
      </div>
    );
  const ids = offers.map(({ id }) => id);
  const address = (of: readonly string[], only: boolean) =>
    ui.href('/compare', new URLSearchParams({ ids: of.join(','), ...(only ? { differences: '1' } : {}) }));
  const all = rowsOf(offers, { ui, today });
  const isStated = ({ facts }: Row) => facts.some(({ values }) => values.length > 0);
  const rows = all.filter(isStated);
  const silent = all.filter((row) => !isStated(row));
  const differing = rows.filter(({ differs }) => differs).length;
  const shown = onlyDifferences ? rows.filter(({ differs, partly }) => differs || partly) : rows;
  return (
    <div class="stack">
      <h1 tabIndex={-1} data-announce={ui.t('compare.differing', { count: differing, of: rows.length })}>
        <T id="compare.title" />
      </h1>
      {leftOut > 0 ? (
        <p class="notice">
          <T id="compare.leftOut" values={{ count: leftOut }} />
        </p>
      ) : null}
      {unknown > 0 ? (
        <p class="notice">
          <T id="compare.unknown" values={{ count: unknown }} />
        </p>
      ) : null}
      {offers.length < 2 ? (
        <p class="notice">
          <T id="compare.one" />
        </p>
      ) : (
        <p class="compare-tools no-print">
          <span>
            <T id="compare.differing" values={{ count: differing, of: rows.length }} />
          </span>{' '}
          <a href={address(ids, !onlyDifferences)} data-in-place>
            <T id={onlyDifferences ? 'compare.showAll' : 'compare.showDifferences'} />
          </a>
        </p>
      )}
      <section class="compare-scroll" aria-label={ui.t('compare.title')}>
        <table class={`compare compare-${offers.length}`}>
          <thead>
            <tr class="compare-titles">
              <td />
              {offers.map(({ id, title }) => (
                <th key={id} scope="col">
                  <a href={ui.href(`/offers/${id}`)}>
                    <Words of={title} />
                  </a>
                </th>
              ))}
            </tr>
            <tr>
              <td />
              {offers.map((offer) => (
                <td key={offer.id} class="compare-about">
                  <StandingNotice offer={offer} today={today} />
                  <span class="compare-actions no-print">
                    <ShortlistButton id={offer.id} title={offer.title.text} />
                    <a
                      class="button quiet"
                      href={address(
                        ids.filter((each) => each !== offer.id),
                        onlyDifferences,
                      )}
                      aria-label={ui.t('compare.removeNamed', { title: offer.title.text })}
                      data-compare-remove={offer.id}
                    >
                      <T id="compare.remove" />
                    </a>
                  </span>
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, facts, differs }) => (
              <tr key={id} class={differs ? 'differs' : undefined}>
                <th scope="row">
                  <T id={labelOf(id)} />
                  {differs ? (
                    <span class="differs-mark">
                      <T id="compare.differs" />
                    </span>
                  ) : null}
                </th>
                {facts.map((each, at) => (
                  <td key={ids[at]}>
                    <FactValues of={each} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {silent.length === 0 ? null : (
        <p class="muted">
          <strong>
            <T id="compare.noneStates" />
          </strong>{' '}
          {ui.list(silent.map(({ id }) => ui.t(labelOf(id))))}
        </p>
      )}
    </div>
  );
}
