import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// Hooks run in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url);

/**
 * Runs TypeScript as it is shipped: with its types taken away and nothing added. See `AS_SHIPPED`.
 *
 * @type {import('node:module').LoadHook}
 */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const { transform } = await import('esbuild');
  const { code } = await transform(await readFile(new URL(url), 'utf8'), {
    ...{ loader: 'ts', format: 'esm', target: 'node20' },
    ...{ sourcefile: url, sourcemap: 'inline' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
