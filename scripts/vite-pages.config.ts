import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { land } from './vite-land.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = join(root, 'dist', 'web', 'assets');

/** Writes a `.br` and a `.gz` beside each text, so that the server need not compress what never changes. */
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  closeBundle() {
    for (const entry of readdirSync(outDir, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.(js|css|json|svg)$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const content = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(content));
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    }
  },
};

/** What browsers run of the pages: src/web/client to dist/web/assets, named by content, with a manifest. */
export default defineConfig({
  root: join(root, 'src', 'web', 'client'),
  base: '/assets/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [land(), precompressed],
  build: {
    outDir,
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsDir: '.',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The outlines of the map, loaded with it.
    chunkSizeWarningLimit: 800,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rollupOptions: {
      input: {
        app: join(root, 'src', 'web', 'client', 'app.ts'),
        admin: join(root, 'src', 'web', 'client', 'admin', 'main.tsx'),
        theme: join(root, 'src', 'web', 'client', 'theme.ts'),
        embed: join(root, 'src', 'web', 'client', 'embed.ts'),
        'widget-frame': join(root, 'src', 'web', 'client', 'widget-frame.ts'),
        'schema-filter': join(root, 'src', 'web', 'client', 'schema-filter.ts'),
        configurator: join(root, 'src', 'web', 'client', 'configurator.ts'),
      },
    },
  },
});
