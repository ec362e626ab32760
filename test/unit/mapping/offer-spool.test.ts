import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distinctBy, OfferSpool } from '../../../src/harvest/mapping/offer-spool.js';

let dir: string;
let spool: OfferSpool<'course' | 'programme'>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lotse-spool-'));
  spool = await OfferSpool.open(dir);
});

afterEach(async () => {
  await spool.close();
  await rm(dir, { recursive: true, force: true });
});

async function taken<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

describe('offers and their runs', () => {
  it('come together whatever their order, and in the order of the feed', async () => {
    await spool.addRun('course', 'b', 1, 'run of b');
    await spool.addOffer('course', 'a', 2, 'a');
    await spool.addOffer('course', 'b', 3, 'b');
    await spool.addRun('course', 'b', 4, 'other run of b');
    expect(await taken(spool.takeOffers())).toEqual([
      { kind: 'course', id: 'a', position: 2, resource: 'a', runs: [] },
      { kind: 'course', id: 'b', position: 3, resource: 'b', runs: ['run of b', 'other run of b'] },
    ]);
    expect(await taken(spool.lostRuns())).toEqual([]);
  });

  it('of two kinds are told apart where their ids are equal', async () => {
    await spool.addOffer('course', '1', 1, 'course');
    await spool.addOffer('programme', '1', 2, 'programme');
    await spool.addRun('programme', '1', 3, 'run');
    expect((await taken(spool.takeOffers())).map(({ resource, runs }) => [resource, runs])).toEqual([
      ['course', []],
      ['programme', ['run']],
    ]);
  });

  it('are all there when an id comes twice or not at all; the first with an id has its runs', async () => {
    await spool.addOffer('course', '1', 1, 'first');
    await spool.addOffer('course', '1', 2, 'second');
    await spool.addOffer('course', undefined, 3, 'third');
    await spool.addRun('course', '1', 4, 'run');
    const offers = await taken(spool.takeOffers());
    expect(offers.map(({ runs }) => runs)).toEqual([['run'], [], []]);
    expect(offers.map(({ resource, position }) => [resource, position])).toEqual([
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ]);
    expect(await spool.get('course', '1')).toBe('first');
  });

  it('are lost without an offer, unless the source says that it is deleted', async () => {
    await spool.addRun('course', 'gone', 1, 'run of gone');
    await spool.addRun('course', 'nowhere', 2, 'run of nowhere');
    await spool.addRun('course', undefined, 3, 'run of nothing');
    spool.withdrawOffer('course', 'gone');
    expect(await taken(spool.lostRuns())).toEqual([
      { position: 2, resource: 'run of nowhere' },
      { position: 3, resource: 'run of nothing' },
    ]);
    expect(await taken(spool.takeOffers())).toEqual([]);
  });
});

describe('references', () => {
  it('stand for the resource in their place, or that of the feed', async () => {
    await spool.add('organisation', '7', { name: 'Seven' });
    expect(await spool.expand('organisation', '7 ')).toEqual({ name: 'Seven' });
    expect(await spool.expand('organisation', 7)).toEqual({ name: 'Seven' });
    expect(await spool.expand('organisation', { name: 'Own' })).toEqual({ name: 'Own' });
    expect(await spool.expand('organisation', '8')).toBeUndefined();
    expect(await spool.expand('organisation', null)).toBeUndefined();
  });

  it('are kept once by id, and all without', () => {
    const idOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
    expect(distinctBy(['a', 1, 'b', 'a', 1], idOf)).toEqual(['a', 1, 'b', 1]);
  });
});
