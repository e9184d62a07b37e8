import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Chrome 130 and Node 20.18: the oldest runtime the project promises to run on (see the README).
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      // Of valibot's two hundred kB a tenth is used.
      externalizeDeps: { exclude: ['valibot'] },
      rollupOptions: { input: 'src/main/index.ts' },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      // A sandboxed preload can only be CommonJS.
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: 'chrome130',
      // Parsed before the first paint, so that what is never read costs time.
      minify: true,
      // The emoji of a language are one file, loaded when they are wanted; kB.
      chunkSizeWarningLimit: 700,
      // Every runtime since Chrome 66 preloads modules by itself.
      modulePreload: { polyfill: false },
      // One file: a script that comes later does not wait for a style sheet of its own.
      cssCodeSplit: false,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
    plugins: [react()],
  },
});
