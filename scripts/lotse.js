#!/usr/bin/env node
/** The `lotse` command of the checkout. */
import { buildIfStale } from './build-if-stale.js';

buildIfStale();
const { main } = await import('../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
