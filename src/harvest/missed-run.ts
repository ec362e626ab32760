import { Cron } from 'croner';
import { cronOptions, jitterMs } from './cron.js';
import type { SourceDefinition } from './source.js';
import type { HealthFacts } from './watch/health.js';
import { silent } from './watch/notice.js';

type Scheduled = Pick<SourceDefinition, 'id' | 'enabled' | 'schedule' | 'timezone' | 'scheduleJitterMinutes'>;

/** Whether a source was due by its schedule after its last run, a cancelled one not counted: nobody was there to run it. */
export function isRunMissed(
  { id, enabled, schedule, timezone, scheduleJitterMinutes }: Scheduled,
  { lastRun, lastSuccessAt = '', lastError }: HealthFacts,
  now: Date,
): boolean {
  if (!enabled || schedule === undefined) return false;
  const delayMs = jitterMs(id, scheduleJitterMinutes);
  const cron = new Cron(schedule, { ...cronOptions(timezone), paused: true });
  const [due] = cron.previousRuns(1, new Date(now.getTime() - delayMs));
  if (due === undefined) return false;
  const ran = lastRun === undefined || silent.has(lastRun.error?.code ?? '') ? '' : lastRun.finishedAt;
  return [ran, lastSuccessAt, lastError?.at ?? ''].every((at) => at < due.toISOString());
}
