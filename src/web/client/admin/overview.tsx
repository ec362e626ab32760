import { useEffect } from 'preact/hooks';
import { ago, count, when, words } from './format.js';
import { AdminOverviewDocument, type AdminOverviewQuery } from './generated/graphql.js';
import { Health } from './health.js';
import { IndexPanel } from './index-panel.js';
import { Jobs } from './jobs.js';
import { sourceAddress } from './route.js';
import { SourceButtons } from './source-buttons.js';
import { useAsked } from './use-asked.js';

const isUnderWay = (state: string | undefined) => state === 'ACTIVE' || state === 'RUNNING' || state === 'WAITING';

/** Often while something runs, else now and then. */
function pace(data: AdminOverviewQuery | undefined): number {
  const runs = data?.admin.jobs.some(({ state }) => isUnderWay(state)) === true;
  return runs || isUnderWay(data?.admin.rebuild?.state) ? 1_500 : 10_000;
}

const none = {};

/** All sources and what runs, kept up to date. */
export function Overview({ onRefused, onLeave }: { onRefused: () => void; onLeave: () => void }) {
  const { data, failed, again } = useAsked(AdminOverviewDocument, none, pace);
  useEffect(() => {
    if (failed?.code === 'UNAUTHENTICATED' || failed?.code === 'FORBIDDEN') onRefused();
  }, [failed, onRefused]);
  const now = Date.now();
  const { sources = [], jobs = [], index, rebuild } = data?.admin ?? {};
  const ill = sources.filter(({ enabled, health }) => enabled && !['OK', 'RUNNING'].includes(health.state)).length;
  return (
    <div class="stack">
      <div class="admin-head">
        <h1>Operator</h1>
        <button type="button" class="quiet" onClick={onLeave}>
          Sign out
        </button>
      </div>
      {failed === undefined ? null : (
        <p class="notice problem" role="alert">
          {failed.message}
        </p>
      )}
      {data === undefined ? <p>Loading …</p> : null}
      {index ? <IndexPanel index={index} rebuild={rebuild ?? undefined} onChange={again} /> : null}
      <Jobs jobs={jobs} onChange={again} />
      <section aria-labelledby="sources" class="stack">
        <h2 id="sources">Sources</h2>
        <p class="muted" role="status">
          {data === undefined ? '' : `${sources.length} sources; ${ill === 0 ? 'all is well' : `${ill} need a look`}.`}
        </p>
        <div class="table-scroll">
          <table class="admin-table">
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
              {sources.map((source) => (
                <tr key={source.id}>
                  <th scope="row">
                    <a href={sourceAddress(source.id)}>{source.name}</a>
                    <span class="muted small block">
                      {source.id}
                      {source.format ? ` · ${source.format}` : ''}
                      {source.enabled ? '' : ' · off'}
                    </span>
                  </th>
                  <td>
                    <Health of={source.health} />
                  </td>
                  <td class="number">{count(source.records)}</td>
                  <td>
                    {source.lastRun ? (
                      <>
                        {words(source.lastRun.outcome)}
                        <span class="muted small block">
                          {ago(source.lastRun.startedAt, now)}, {source.lastRun.seconds.toFixed(1)} s
                        </span>
                      </>
                    ) : (
                      'never'
                    )}
                  </td>
                  <td class="number">{count(source.deadLetters.total)}</td>
                  <td>{source.nextRunAt ? when(source.nextRunAt) : 'by hand'}</td>
                  <td>
                    <SourceButtons id={source.id} name={source.name} isBusy={source.job != null} onDone={again} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}
