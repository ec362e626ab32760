import type { Found, Offer } from '../../embedding/answer.js';
import { badgesOf, factsOf, providersOf } from '../../embedding/facts.js';
import { fill, type Speech, speechIn } from '../../embedding/messages/languages.js';
import type { Options } from '../../embedding/options.js';
import { withField } from './with-field.js';

/** What was found, or why nothing was. */
export type PlainFound = Found | 'broken' | 'away';

interface PlainSearchProps {
  readonly options: Options;
  readonly url: URL;
  readonly found: PlainFound;
}

/** The widget for browsers without scripts: words, a page of offers, and the way to the next one. */
export function PlainSearch({ options, url, found }: PlainSearchProps) {
  const speech = speechIn(options.language);
  const { t } = speech;
  const kept = [...url.searchParams].filter(([name]) => name !== 'query' && name !== 'after');
  return (
    <>
      {options.hidden.has('search') ? null : (
        <search>
          <form action={url.pathname} target="_self">
            {kept.map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <label for="query">{t.words}</label>
            <div>
              <input id="query" name="query" type="search" maxLength={512} value={options.words} />
              <button type="submit">{t.search}</button>
            </div>
          </form>
        </search>
      )}
      {typeof found === 'string' ? <p class="problem">{t[found]}</p> : <Results {...{ found, options, speech, url }} />}
    </>
  );
}

function Results({ found, options, speech, url }: { found: Found; options: Options; speech: Speech; url: URL }) {
  const { t, plural } = speech;
  const { totalCount, nodes, pageInfo } = found;
  const count = plural(t.results, totalCount);
  const sources = [...new Map(nodes.map(({ source }) => [source.id, source])).values()];
  return (
    <>
      <p class="count">
        {totalCount === 0
          ? t.none
          : options.words === ''
            ? count
            : fill(t.resultsFor, { results: count, words: options.words })}
      </p>
      <ol>
        {nodes.map((offer) => (
          <Card key={offer.id} offer={offer} speech={speech} headingLevel={options.headingLevel} options={options} />
        ))}
      </ol>
      {pageInfo.hasNextPage && pageInfo.endCursor ? (
        <p>
          <a class="next" target="_self" href={withField(url, 'after', pageInfo.endCursor)}>
            {fill(t.more, { n: speech.number(options.pageSize) })}
          </a>
        </p>
      ) : null}
      {sources.length === 0 ? null : (
        <footer>
          {t.sources}:{' '}
          {sources
            .map(({ name, attribution, licence }) =>
              [name, attribution === name ? undefined : attribution, licence && `${t.licence}: ${licence}`]
                .filter(Boolean)
                .join('; '),
            )
            .join(' · ')}
        </footer>
      )}
    </>
  );
}

interface CardProps {
  readonly offer: Offer;
  readonly speech: Speech;
  readonly headingLevel: number;
  readonly options: Options;
}

function Card({ offer, speech, headingLevel, options }: CardProps) {
  const { names, where } = providersOf(offer);
  const isNew = options.target === 'new';
  const Heading = `h${headingLevel}` as 'h2';
  return (
    <li>
      <Heading>
        <a
          href={`/offers/${offer.id}?lang=${encodeURIComponent(options.language)}`}
          lang={offer.title.language === 'und' ? undefined : offer.title.language}
          dir="auto"
          {...(isNew ? { target: '_blank', rel: 'noopener' } : {})}
        >
          {offer.title.text}
        </a>
      </Heading>
      <p>{[names, where, ...badgesOf(offer, speech)].filter((part) => part !== '').join(' · ')}</p>
      <dl>
        {factsOf(offer, speech).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text ?? speech.t.notStated}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
