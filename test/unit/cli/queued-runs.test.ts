import { expect, test } from 'vitest';
import { queuedRuns } from '../../../src/cli/queued-runs.js';
import type { Gateway } from '../../../src/gateway.js';
import { InProcessJobs } from '../../../src/harvest/jobs/in-process-jobs.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { reportOf } from '../../support/run-reports.js';
import { silentLog } from '../../support/silent-log.js';

/** A queue that one process works off, what it has run, and how it ends what runs now. */
function aQueue() {
  const ran: string[] = [];
  let end: () => void = () => undefined;
  const jobs = new InProcessJobs({
    ...{ atOnce: 1, worker: 'here:1', log: silentLog },
    run: ({ source, kind, force }) =>
      new Promise((resolve) => {
        ran.push(`${kind}${force === true ? ' --force' : ''}`);
        end = () => resolve(reportOf(source));
      }),
  });
  const notes: string[] = [];
  const output = { line: () => undefined, note: (text: string) => void notes.push(text), stderr: process.stderr };
  const gateway = { runs: { shared: jobs } } as unknown as Gateway;
  const ask = (force: boolean) =>
    queuedRuns(gateway, [sourceDefinition.parse({ id: 'a', name: 'A', location: '-' })], {
      ...{ kind: 'harvest', force, output, signal: new AbortController().signal, onReport: () => undefined },
    });
  return { jobs, ran, notes, ask, end: () => end() };
}

test.each([
  ['a preview', { kind: 'preview', force: false }, false, ['preview', 'harvest']],
  ['a harvest that does not force', { kind: 'harvest', force: false }, true, ['harvest', 'harvest --force']],
  ['a harvest that forces', { kind: 'harvest', force: true }, false, ['harvest --force']],
] as const)('a harvest that is asked for during %s takes place', async (_, first, force, expected) => {
  const { jobs, ran, notes, ask, end } = aQueue();
  await jobs.submit({ source: 'a', trigger: 'person', ...first });
  const asked = ask(force);
  for (let runs = 1; runs <= expected.length; runs += 1) {
    await expect.poll(() => ran.length).toBe(runs);
    end();
  }
  expect(await asked).toHaveLength(1);
  expect(ran).toEqual(expected);
  expect(notes).toEqual([expect.stringContaining(expected.length === 1 ? 'this one' : `another job (${first.kind})`)]);
});
