import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeadLetterBox } from '../../../src/harvest/archive/dead-letter.js';
import { type PurgeContext, purge } from '../../../src/harvest/purge.js';
import { withdrawSource } from '../../../src/harvest/withdraw.js';
import { temporaryDirectory } from '../../support/servers.js';
import { silentLog } from '../../support/silent-log.js';

test.each(['', '.', '..', '../other', 'a/../../other', '/etc', 'A', 'a\0'])(
  'what the index holds under the id %j, which no source has, leads to no folder',
  async (id) => {
    const folder = await temporaryDirectory('ids');
    const workDir = join(folder.path, 'harvest');
    await mkdir(join(workDir, 'a'), { recursive: true });
    await mkdir(join(folder.path, 'other'));
    const taken: string[] = [];
    const context = {
      ...{ workDir, log: silentLog, now: () => new Date(), duplicates: {} },
      grace: () => ({ withdrawnDays: 0, expiredDays: 0 }),
      lock: {
        async acquire(name: string) {
          taken.push(name);
          return async () => undefined;
        },
      },
      archive: { runs: { deadLetters: async (): Promise<DeadLetterBox | undefined> => undefined } },
      index: {
        purgeable: async () => ({ withdrawn: ['x'], expired: [], clustered: new Set<string>() }),
        ...{ count: async () => 0, delete: async () => undefined, async *stored() {} },
      },
    } as unknown as PurgeContext & Parameters<typeof withdrawSource>[1];
    const { signal } = new AbortController();
    await expect(purge({ id, removed: true }, context, { signal })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(withdrawSource(id, context, { reason: 'over', signal })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    expect(taken).toEqual([]);
    expect([await readdir(folder.path), await readdir(workDir)]).toEqual([['harvest', 'other'], ['a']]);
    await folder.remove();
  },
);
