#!/usr/bin/env node
/**
 * Compiles src to dist, and bundles what browsers run, each when a source of it is newer than its last build; else does
 * nothing, in a few milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const builds = [
  {
    stamp: join(root, 'dist', '.built'),
    tool: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    args: ['-p', root],
    sources: /\.(ts|tsx|json)$/,
    files: ['tsconfig.json'],
  },
  {
    stamp: join(root, 'dist', 'web', '.bundled'),
    tool: join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    args: ['build', '--config', join(root, 'scripts', 'vite-pages.config.ts')],
    sources: /\.(ts|tsx|css|json|svg)$/,
    under: join('src', 'web'),
    files: [join('scripts', 'vite-pages.config.ts'), join('scripts', 'vite-land.js')],
  },
  {
    stamp: join(root, 'dist', 'web', '.widget'),
    tool: join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    args: ['build', '--config', join(root, 'scripts', 'vite-widget.config.ts')],
    sources: /\.ts$/,
    under: join('src', 'web'),
    files: [join('scripts', 'vite-widget.config.ts')],
  },
];

function newest({ sources, under = 'src', files }) {
  const found = readdirSync(join(root, under), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && sources.test(entry.name) && !entry.parentPath.includes('catalogues'))
    .map((entry) => join(entry.parentPath, entry.name));
  const own = files.map((file) => join(root, file)).filter((file) => existsSync(file));
  return [...found, ...own].reduce((latest, file) => Math.max(latest, statSync(file).mtimeMs), 0);
}

/**
 * Builds if needed. Ends the process with the tool's exit code when it fails, and with 1 when there is neither a build
 * nor a tool (`npm ci --omit=dev` of a checkout), unless the build is not `needed` yet.
 */
export function buildIfStale({ needed = true } = {}) {
  if (!existsSync(join(root, 'src'))) return;
  for (const build of builds) {
    const built = existsSync(build.stamp) ? statSync(build.stamp).mtimeMs : 0;
    if (built > newest(build)) continue;
    if (!existsSync(build.tool)) {
      if (built > 0 || !needed) continue;
      process.stderr.write('Lotse is not built yet and its tools are missing: run "npm ci" first.\n');
      process.exit(1);
    }
    const { status } = spawnSync(process.execPath, [build.tool, ...build.args], {
      ...{ stdio: ['ignore', 2, 2], cwd: root },
      // Vitest says "test", with which libraries are bundled as they are for those who develop them.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (status !== 0) process.exit(status ?? 1);
    writeFileSync(build.stamp, '');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  buildIfStale({ needed: process.env.npm_lifecycle_event !== 'prepare' });
