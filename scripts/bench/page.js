#!/usr/bin/env node
/**
 * What a phone of the middle class sees of the pages, in the measures of Lighthouse:
 * `node scripts/bench/page.js http://127.0.0.1:4000 [rounds]`, against a running server. Chromium with a window of a phone,
 * the processor slowed down four times, 10 Mbit/s and 40 ms. A line a page, each figure the median of the rounds: time to
 * first byte, first and largest contentful paint (FCP, LCP) and total blocking time (TBT: what tasks after FCP take beyond
 * 50 ms) in milliseconds, cumulative layout shift (CLS), requests, and kilobytes over the wire, of all and of scripts.
 */
import { chromium } from 'playwright-core';

const [origin = 'http://127.0.0.1:4000', rounds = '5'] = process.argv.slice(2);
const network = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000 };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2.6, isMobile: true, hasTouch: true };

function watch() {
  const seen = { LCP: 0, CLS: 0, tasks: [] };
  Object.assign(window, { seen });
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('largest-contentful-paint', (entry) => {
    seen.LCP = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.CLS += entry.value;
  });
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ end: startTime + duration, duration }));
}

async function visit(browser, path) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', network);
  const scripts = new Set();
  const loaded = { requests: 0, kB: 0, 'JS kB': 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.requests += 1;
    loaded.kB += encodedDataLength / 1000;
    if (scripts.has(requestId)) loaded['JS kB'] += encodedDataLength / 1000;
  });
  await page.addInitScript(watch);
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
  const figures = await page.evaluate(() => {
    const { LCP, CLS, tasks } = window.seen;
    const FCP = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const blocking = tasks.map(({ end, duration }) => Math.max(0, Math.min(duration, end - FCP) - 50));
    const TTFB = performance.getEntriesByType('navigation')[0]?.responseStart ?? 0;
    return { TTFB, FCP, LCP, TBT: blocking.reduce((sum, each) => sum + each, 0), CLS };
  });
  await context.close();
  return { ...figures, ...loaded };
}

/** A page of an offer, of which the server has some. */
async function anOffer() {
  const query = '{ searchLearningOpportunities(first: 1) { nodes { id } } }';
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = await answer.json();
  return `/offers/${data.searchLearningOpportunities.nodes[0].id}`;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const path of ['/', '/?q=data&mode=online', '/?view=map', await anOffer(), '/developers']) {
    const visits = [];
    for (let round = 0; round < Number(rounds); round += 1) visits.push(await visit(browser, path));
    const figures = Object.keys(visits[0] ?? {}).map((name) => {
      const value = median(visits.map((each) => each[name]));
      return `${name} ${value.toFixed(name === 'CLS' ? 3 : name === 'JS kB' ? 1 : 0)}`;
    });
    process.stdout.write(`${path}: ${figures.join(', ')}\n`);
  }
} finally {
  await browser.close();
}
