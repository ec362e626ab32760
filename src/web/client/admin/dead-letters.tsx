import { useState } from 'preact/hooks';
import { Failure } from './failure.js';
import { count, counted, when } from './format.js';
import { AdminDeadLettersDocument } from './generated/graphql.js';
import { useAsked } from './use-asked.js';

/** Records of a source that could not be taken over, by the kind of their fault. */
export function DeadLetters({ source }: { source: string }) {
  const [code, setCode] = useState('');
  const [after, setAfter] = useState<readonly string[]>([]);
  const { data, failed } = useAsked(AdminDeadLettersDocument, {
    ...{ source, after: after.at(-1) ?? null },
    code: code === '' ? null : code,
  });
  const { nodes = [], totalCount = 0, byCode = [], pageInfo } = data?.admin.deadLetters ?? {};
  const [codes, setCodes] = useState<typeof byCode>([]);
  if (code === '' && byCode.length > 0 && codes !== byCode) setCodes(byCode);
  return (
    <section aria-label="Dead letters" class="stack">
      <Failure of={failed} />
      <p class="muted" role="status">
        {data === undefined ? 'Loading …' : `${counted(totalCount, 'record')} could not be taken over.`}
      </p>
      {codes.length > 1 || code !== '' ? (
        <label class="field narrow">
          <span>Kind of fault</span>
          <select
            value={code}
            onChange={({ currentTarget }) => {
              setCode(currentTarget.value);
              setAfter([]);
            }}
          >
            <option value="">All</option>
            {codes.map(({ code: each, count: of }) => (
              <option key={each} value={each}>
                {each} ({count(of)})
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {nodes.map((letter) => (
        <details key={letter.key} class="panel">
          <summary>
            <span class="badge problem">{letter.code}</span> {letter.record}{' '}
            <span class="muted">
              {letter.path}
              {letter.position ? ` · position ${letter.position}` : ''}
            </span>
          </summary>
          <p>
            {letter.reason}
            {letter.moreErrors > 0 ? ` (and ${letter.moreErrors} more errors)` : ''}
          </p>
          {letter.value ? (
            <p>
              Value: <code>{letter.value}</code>
            </p>
          ) : null}
          {letter.excerpt ? (
            <pre>
              <code>{letter.excerpt}</code>
            </pre>
          ) : null}
          <p class="muted small">
            First seen {when(letter.firstSeenAt)}, last seen {when(letter.lastSeenAt)}
          </p>
        </details>
      ))}
      <div class="toolbar">
        {after.length > 0 ? (
          <button type="button" class="quiet" onClick={() => setAfter(after.slice(0, -1))}>
            Back
          </button>
        ) : null}
        {pageInfo?.hasNextPage && pageInfo.endCursor ? (
          <button type="button" class="quiet" onClick={() => setAfter([...after, pageInfo.endCursor ?? ''])}>
            More
          </button>
        ) : null}
      </div>
    </section>
  );
}
