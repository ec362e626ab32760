/**
 * Counts what `clusterOffers` makes of pairs of which it is known whether they are one offer. All records are there at
 * once, as in an index, so that every false merge is found, also of records of two pairs.
 */
export function score(pairs, { identityOf, clusterOffers, today }) {
  const partner = new Map();
  for (const { one, two, isSame, change } of pairs) {
    partner.set(one.id, { id: two.id, isSame, change });
    partner.set(two.id, { id: one.id, isSame, change });
  }
  const offers = pairs.flatMap(({ one, two }) => [identityOf(one), identityOf(two)]);
  const counts = new Map();
  for (const { source, marks } of offers)
    for (const { key } of marks) {
      const name = `${key} ${source}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const usable = ({ kind, key }) =>
    kind === 'description' || ['one', 'two'].every((source) => (counts.get(`${key} ${source}`) ?? 0) < 2);
  const clusters = clusterOffers(offers, { pairs: { never: [], always: [] }, usable, today });
  const rules = {};
  const changes = {};
  for (const { change, isSame } of pairs) {
    changes[change] ??= { isSame, pairs: 0, merged: 0 };
    changes[change].pairs += 1;
  }
  const wrong = [];
  for (const { members } of clusters) {
    const [first, second] = members;
    const { id, isSame, change } = partner.get(first.id);
    const isRight = members.length === 2 && id === second.id && isSame;
    rules[first.rule] ??= { right: 0, wrong: 0 };
    rules[first.rule][isRight ? 'right' : 'wrong'] += 1;
    if (id === second.id) changes[change].merged += 1;
    if (!isRight) wrong.push({ change, rule: first.rule, ids: members.map((member) => member.id) });
  }
  const right = Object.values(rules).reduce((sum, rule) => sum + rule.right, 0);
  const positives = pairs.filter(({ isSame }) => isSame).length;
  return {
    ...{ rules, changes, wrong, pairs: pairs.length, positives },
    precision: right + wrong.length === 0 ? 1 : right / (right + wrong.length),
    recall: positives === 0 ? 1 : right / positives,
  };
}
