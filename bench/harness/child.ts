import type { Run, Values } from './benchmark.ts';

/** What a contender's process says in the end. */
export type Said = { readonly values: Values } | { readonly failed: string };

async function main(module = '', params = 'null'): Promise<Said> {
  try {
    const { run } = (await import(module)) as { readonly run: Run };
    return { values: await run(JSON.parse(params)) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// Whoever has started it is gone: nobody waits for the numbers, and the group ends with its leader.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

const said = await main(...process.argv.slice(2));
// Only then, so that nothing is cut off: whatever a library keeps running ends here.
process.send?.(said, () => process.exit(0));
