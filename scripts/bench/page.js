#!/usr/bin/env node
/**
 * What a phone of the middle class sees of the pages: `node scripts/bench/page.js http://127.0.0.1:4000 [rounds]`, against a
 * running server. Chromium with the processor slowed down four times, 10 Mbit/s and 40 ms. A line a page: median of the
 * first and the largest paint, time to first byte, time that long tasks block (all in ms), layout shift, kilobytes loaded.
 */
import { chromium } from 'playwright-core';

const [origin = 'http://127.0.0.1:4000', rounds = '5'] = process.argv.slice(2);
const network = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000 };

function watch() {
  const seen = { largest: 0, shift: 0, blocked: 0 };
  Object.assign(window, { seen });
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('largest-contentful-paint', (entry) => {
    seen.largest = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  observe('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50);
  });
}

async function visit(browser, path) {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2.6, isMobile: true, hasTouch: true },
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', network);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(watch);
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
  const figures = await page.evaluate(() => ({
    ...window.seen,
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    byte: performance.getEntriesByType('navigation')[0]?.responseStart ?? 0,
  }));
  await context.close();
  return { ...figures, bytes };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const path of ['/', '/?q=data&mode=online', '/developers']) {
    const visits = [];
    for (let round = 0; round < Number(rounds); round += 1) visits.push(await visit(browser, path));
    const of = (name) => median(visits.map((each) => each[name]));
    const ms = (name) => Math.round(of(name));
    process.stdout.write(
      `${path}: first paint ${ms('first')}, largest ${ms('largest')}, first byte ${ms('byte')}, blocked ${ms('blocked')}, shift ${of('shift').toFixed(3)}, ${(of('bytes') / 1000).toFixed(0)} kB\n`,
    );
  }
} finally {
  await browser.close();
}
