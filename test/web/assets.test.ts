import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { assetsFolder, readAssets } from '../../src/web/assets.js';

const folder = fileURLToPath(assetsFolder);
const sizeOf = (path: string) => statSync(join(folder, `${path.replace('/assets/', '')}.br`)).size;

test('what the first page loads of scripts is at most 60 kB compressed, and of styles a third of that', () => {
  const entries = ['app', 'theme'].map((name) => readAssets().entry(name));
  const scripts = entries.flatMap(({ script, imports }) => [script, ...imports]);
  const styles = entries.flatMap((entry) => entry.styles);
  expect(scripts.reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThanOrEqual(60_000);
  expect(styles.reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThanOrEqual(20_000);
});

test('sliders and maps are not among them', () => {
  const text = ['app', 'theme']
    .map((name) => readFileSync(join(folder, readAssets().entry(name).script.replace('/assets/', '')), 'utf8'))
    .join('');
  expect(text).not.toContain('noUi-base');
  expect(text).not.toContain('leaflet-container');
});

test('an entry that was not built is named', () => {
  expect(() => readAssets().entry('nope')).toThrow('"nope"');
});
