import cliProgress from 'cli-progress';
import type { RebuildProgress } from '../rebuild/rebuild-context.js';
import type { Output } from './output.js';

const phases: Readonly<Record<RebuildProgress['phase'], string>> = {
  wait: 'waits for a run that writes',
  copy: 'copies records',
  map: 'maps kept feeds',
  check: 'compares',
  swap: 'swaps',
  done: 'done',
};

/** A bar on stderr, which appears with the first thing that is shown. */
export function rebuildProgress({ stderr }: Pick<Output, 'stderr'>) {
  const bar = new cliProgress.SingleBar({
    ...{ stream: stderr, noTTYOutput: true, notTTYSchedule: 2000, hideCursor: true, barsize: 24 },
    format: 'index {bar} {value}/{total} | {phase}',
  });
  let isShown = false;
  return {
    show({ phase, source, done, total }: RebuildProgress): void {
      const payload = { phase: source === undefined ? phases[phase] : `${phases[phase]} of ${source}` };
      if (!isShown) bar.start(total, done, payload);
      isShown = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop(): void {
      if (isShown) bar.stop();
    },
  };
}
