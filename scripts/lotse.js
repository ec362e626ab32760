#!/usr/bin/env node
/** The `lotse` command of the checkout. */
import { buildIfStale } from './build-if-stale.js';

buildIfStale();
// Whoever reads the output (`| head`) has enough of it.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
