import { expect, test } from 'vitest';
import { reportLines } from '../../../src/cli/report-text.js';
import { aProvider } from '../../support/opportunities.js';
import { anIssue, anOffer, aRun, reportOn } from '../../support/reported.js';

const hostile = 'a\u001b[2J\u009b31m\nb\u202ec\r';

test('texts of a provider can neither steer the terminal nor begin a line', async () => {
  const provider = { ...aProvider('x'), names: { en: hostile } };
  const report = await reportOn([anOffer('a', { providers: [provider] }), anOffer('b')], {
    issues: [anIssue(hostile, { path: hostile, message: hostile, excerpt: hostile })],
    source: { name: hostile, lastError: { code: hostile, message: hostile, at: hostile } },
  });
  const lines = reportLines(report);
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
  expect(lines[0]).toBe('test: a\ufffd[2J\ufffd31m b\ufffdc ');
  expect(lines.filter((line) => line.startsWith('b'))).toEqual([]);
});

test('a source that was never harvested is not said to be without problems', async () => {
  const text = reportLines(await reportOn([])).join('\n');
  expect(text).toContain('never harvested');
  expect(text).toContain('nothing is known of problems');
  expect(text).not.toContain('no problems');
});

test('a source whose last run found nothing wrong has no problems', async () => {
  const text = reportLines(await reportOn([anOffer('a')], { issues: [], source: { lastRun: aRun() } })).join('\n');
  expect(text).toContain('no problems: Found by the last run, which read the whole catalogue.');
  expect(text).toMatch(/Title +1 +0 +0 +100 %/);
  expect(text).toContain('offers by mandatory elements present: 2: 1');
});
