#!/usr/bin/env node
/** Compiles src to dist when a source is newer than the last build; else does nothing, in a few milliseconds. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

function newest(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.parentPath.includes('catalogues'))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/**
 * Builds if needed. Ends the process with the compiler's exit code when it fails, and with 1 when there is neither a
 * build nor a compiler (`npm ci --omit=dev` of a checkout), unless the build is not `needed` yet.
 */
export function buildIfStale({ needed = true } = {}) {
  if (!existsSync(join(root, 'src'))) return;
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (built > Math.max(newest(join(root, 'src')), statSync(join(root, 'tsconfig.json')).mtimeMs)) return;
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    if (built > 0 || !needed) return;
    process.stderr.write('Lotse is not built yet and the compiler is missing: run "npm ci" first.\n');
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [compiler, '-p', root], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, '');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  buildIfStale({ needed: process.env.npm_lifecycle_event !== 'prepare' });
