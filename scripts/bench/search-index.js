import { v5 } from 'uuid';
import { makeRecords } from './records.js';

/** Fills the index of a gateway with made-up offers, if they are not there yet. */
export async function fillIndex(gateway, count) {
  const { vocabulary } = await import('../../dist/domain/vocabularies/vocabulary.js');
  const { learningOpportunitySchema } = await import('../../dist/domain/learning-opportunity.js');
  const { serialise } = await import('../../dist/harvest/content-hash.js');
  await gateway.index.ensure();
  if ((await gateway.index.count('made')) === count) return;
  const providers = new Map();
  async function* writes() {
    for (const made of makeRecords({ count, vocabulary, uuid: (name) => v5(name, v5.URL) })) {
      const record = learningOpportunitySchema.parse(made);
      for (const provider of record.providers) providers.set(provider.id, provider);
      const { line, hash } = serialise(record);
      yield { record, hash, json: Buffer.from(line) };
    }
  }
  const now = new Date();
  await gateway.index.apply('made', { writes, withdrawals: [], providers: [], reason: '', now });
  await gateway.index.apply('made', {
    writes: async function* () {},
    withdrawals: [],
    providers: [...providers.values()],
    reason: '',
    now,
  });
}
