#!/usr/bin/env node
/**
 * Makes the pictures of the README: `node scripts/screenshots.js [address]`. Starts a server of its own on the bundled
 * catalogues unless the address of a running one is given. Needs Chromium at /usr/bin/chromium.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src', 'web', 'pictures');
const token = 'pictures-for-the-readme';

async function started() {
  const data = mkdtempSync(join(tmpdir(), 'lotse-pictures-'));
  const env = {
    ...process.env,
    PORT: '0',
    LOTSE_DATA: data,
    LOTSE_NOW: '2026-11-23T10:00:00Z',
    LOTSE_ADMIN_TOKEN: token,
  };
  const server = spawn(process.execPath, [join(root, 'scripts', 'lotse.js'), 'serve'], {
    env,
    stdio: ['ignore', 2, 'pipe'],
  });
  const url = await new Promise((found, failed) => {
    let said = '';
    server.stderr.on('data', (text) => {
      said += text;
      const address = /GraphQL on (\S+)\/graphql/.exec(said)?.[1];
      if (address !== undefined) found(address);
    });
    server.once('close', () => failed(new Error(said)));
  });
  const stop = () =>
    new Promise((ended) => {
      server.once('close', ended);
      server.kill('SIGTERM');
    }).then(() => rmSync(data, { recursive: true, force: true }));
  return { url, stop };
}

async function firstIds(url, query, count) {
  const asked = { query: `{ searchLearningOpportunities(query: "${query}", first: ${count}) { nodes { id } } }` };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(asked) });
  const { data } = await answer.json();
  return data.searchLearningOpportunities.nodes.map(({ id }) => id);
}

const given = process.argv[2];
const { url, stop } = given === undefined ? await started() : { url: given, stop: async () => {} };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
mkdirSync(folder, { recursive: true });
try {
  const [[offer], ...others] = await Promise.all(
    ['coastal', 'ethics', 'python'].map((query) => firstIds(url, query, 1)),
  );
  const compared = [offer, ...others.flat()].join(',');
  const search = '/?level=5&level=6&evidence=any';
  const desk = { width: 1280, height: 860 };
  const phone = { width: 390, height: 800 };
  const shots = [
    { name: 'search', path: search, viewport: desk, colorScheme: 'light' },
    { name: 'search-phone-dark', path: search, viewport: phone, colorScheme: 'dark' },
    { name: 'offer', path: `/offers/${offer}`, viewport: desk, colorScheme: 'light' },
    { name: 'compare', path: `/compare?ids=${compared}`, viewport: desk, colorScheme: 'light' },
    { name: 'handout', path: `/shortlist/handout?ids=${offer}`, viewport: desk, colorScheme: 'light' },
    { name: 'widget', path: '/widget', viewport: desk, colorScheme: 'light' },
    { name: 'operator', path: '/admin', viewport: desk, colorScheme: 'dark', signIn: given === undefined },
  ];
  for (const { name, path, viewport, colorScheme, signIn = false } of shots) {
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    if (signIn) {
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('.admin-table tbody tr').first().waitFor();
    }
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await stop();
}
