#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node
/**
 * The `lotse` command of the checkout. glibc keeps what is freed apart for each of many threads: with two such places a
 * large harvest on Node 24 takes 40 MB less.
 */
import { buildIfStale } from './build-if-stale.js';

buildIfStale();
// Whoever reads the output (`| head`) has enough of it.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
