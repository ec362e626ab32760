import { parentPort } from 'node:worker_threads';
import { portableFormats } from './formats/portable.js';
import { type RecordMapper, recordMapper } from './map-record.js';
import { type MappedBatch, type MappingAnswer, type MappingBatch, type MappingJob, rawOf } from './mapping-pool.js';

/** Feeds whose mappers are kept, so that those of several runs can take turns. */
const mostMappers = 16;
const mappers = new Map<string, Promise<RecordMapper>>();

/** A thread that maps batches of raw records, one after the other. */
let work: Promise<void> = Promise.resolve();
parentPort?.on('message', (batch: MappingBatch) => {
  work = work.then(async () => parentPort?.postMessage(await answerOf(batch)));
});

async function answerOf(batch: MappingBatch): Promise<MappingAnswer> {
  try {
    return { mapped: await mapBatch(batch) };
  } catch (cause) {
    return { fault: String(cause) };
  }
}

async function mapBatch({ job, uri, now, records }: MappingBatch): Promise<MappedBatch> {
  const known = mappers.get(job);
  if (known === undefined && mappers.size >= mostMappers) mappers.clear();
  const making = known ?? mapperOf(JSON.parse(job));
  mappers.set(job, making);
  const map = await making;
  return records.map((portable) => map(rawOf(portable), { feed: { uri }, position: portable.at, now }));
}

async function mapperOf({ source, format, limits }: MappingJob): Promise<RecordMapper> {
  const load = portableFormats.get(format);
  if (load === undefined) throw new Error(`no thread maps the format "${format}"`);
  return recordMapper(source, await load(), limits);
}
