#!/usr/bin/env node
/** Fails when a generated file in the tree is not what its generator writes now. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = [
  'schema',
  'test/support/generated',
  'src/domain/generated',
  'src/web/generated',
  'src/web/client/admin/generated',
  'src/web/embedding/generated',
];
const files = ['README.md'];

function contents() {
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(
    [...found, ...files.map((file) => join(root, file))].map((file) => [file, readFileSync(file, 'utf8')]),
  );
}

const before = contents();
const { status } = spawnSync('npm', ['run', '--silent', 'generate'], { cwd: root, stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(status ?? 1);
const after = contents();
const stale = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
for (const file of stale) process.stderr.write(`${file.slice(root.length)} was not up to date; it is now: commit it\n`);
process.exit(stale.length === 0 ? 0 : 1);
