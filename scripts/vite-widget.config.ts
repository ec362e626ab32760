import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (place: string) => fileURLToPath(new URL(`../${place}`, import.meta.url));

/** Takes the indentation out of style sheets, which minifiers leave in templates as it is. */
const unindented: Plugin = {
  name: 'unindented',
  transform(code, id) {
    if (!id.endsWith('/styles.ts')) return null;
    const minify = (sheet: string) => sheet.replace(/\s+/g, ' ').replace(/ ?([{};]) ?/g, '$1');
    return { code: code.replace(/css`[^`]*`/g, minify), map: null };
  },
};

/** The widget in one script that runs in any page: src/web/widget to dist/web/widget/widget.js. */
export default defineConfig({
  root: path('src/web/widget'),
  publicDir: false,
  plugins: [unindented],
  logLevel: 'warn',
  build: {
    outDir: path('dist/web/widget'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    rollupOptions: {
      input: path('src/web/widget/widget.ts'),
      output: { format: 'iife', entryFileNames: 'widget.js' },
    },
  },
});
