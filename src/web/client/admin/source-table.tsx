import { useState } from 'preact/hooks';
import { ago, count, when, words } from './format.js';
import type { AdminOverviewQuery } from './generated/graphql.js';
import { Health } from './health.js';
import { sourceAddress } from './route.js';
import { SourceButtons } from './source-buttons.js';

type Source = AdminOverviewQuery['admin']['sources'][number];

/** As many can be seen at once. */
const fewSources = 12;

const order = ['FAILING', 'STALE', 'NEVER', 'RUNNING', 'OK', 'DISABLED'];

/** Whether somebody should look at it. */
export function needsLook({ enabled, health }: Source): boolean {
  return enabled && !['OK', 'RUNNING'].includes(health.state);
}

/** All sources, those that need a look first, else in the order of the sources file. */
export function SourceTable({ sources, onDone }: { sources: readonly Source[]; onDone: () => void }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const shown = sources
    .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted))
    .sort((a, b) => order.indexOf(a.health.state) - order.indexOf(b.health.state));
  const now = Date.now();
  return (
    <>
      {sources.length > fewSources ? (
        <label class="field narrow">
          <span>Find a source</span>
          <input type="search" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
        </label>
      ) : null}
      {wanted !== '' && shown.length === 0 ? <p role="status">No source has this in its name or id.</p> : null}
      <div class="table-scroll">
        <table class="admin-table as-cards">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Health</th>
              <th scope="col" class="number">
                Offers
              </th>
              <th scope="col">Last run</th>
              <th scope="col" class="number">
                Dead letters
              </th>
              <th scope="col">Next run</th>
              <th scope="col">
                <span class="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((source) => (
              <Row key={source.id} source={source} now={now} onDone={onDone} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ source, now, onDone }: { source: Source; now: number; onDone: () => void }) {
  const { id, name, format, enabled, health, records, lastRun, deadLetters, nextRunAt, heldSince, job } = source;
  return (
    <tr>
      <th scope="row">
        <a href={sourceAddress(id)}>{name}</a>
        <span class="muted small block">
          {id}
          {format ? ` · ${format}` : ''}
          {enabled ? '' : ' · off'}
        </span>
      </th>
      <td data-label="Health">
        <Health of={health} heldSince={heldSince} />
      </td>
      <td data-label="Offers" class="number">
        {count(records)}
      </td>
      <td data-label="Last run">
        {lastRun ? (
          <div>
            {words(lastRun.outcome)}
            <span class="muted small block">
              {ago(lastRun.startedAt, now)}, {lastRun.seconds.toFixed(1)}&nbsp;s
            </span>
          </div>
        ) : (
          'never'
        )}
      </td>
      <td data-label="Dead letters" class="number">
        {deadLetters.total === 0 ? 0 : <a href={sourceAddress(id, 'dead-letters')}>{count(deadLetters.total)}</a>}
      </td>
      <td data-label="Next run">{nextRunAt ? when(nextRunAt) : 'by hand'}</td>
      <td>
        <SourceButtons id={id} name={name} isBusy={job != null} onDone={onDone} />
      </td>
    </tr>
  );
}
