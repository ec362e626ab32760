#!/usr/bin/env node
/**
 * Writes schema/schema.graphql from the code (built in dist). With --check it writes nothing, and ends with 1 when the
 * file is not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildGraphQLSchema } from '../dist/graphql/schema.js';

const file = new URL('../schema/schema.graphql', import.meta.url);
const text = `# Generated from src/graphql by scripts/emit-schema.js; do not edit.\n\n${printSchema(buildGraphQLSchema())}\n`;

if (process.argv.includes('--check')) {
  const [before, after] = [readFileSync(file, 'utf8').split('\n'), text.split('\n')];
  const line = after.findIndex((content, index) => content !== before[index]);
  if (line >= 0 || before.length !== after.length) {
    const place = line >= 0 ? line : after.length;
    process.stderr.write(
      `schema/schema.graphql is not what the code says, first in line ${place + 1}:\n- ${before[place] ?? ''}\n+ ${after[place] ?? ''}\nRun "npm run generate" and commit the file.\n`,
    );
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
