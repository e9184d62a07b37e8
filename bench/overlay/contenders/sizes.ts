import type { Values } from '../../harness/benchmark.ts';
import type { ProtocolName } from '../protocols.ts';
import { run as steady } from './steady.ts';

export type SizesParams = { readonly protocol: ProtocolName; readonly sizes: readonly number[] };

/** Bytes of the busiest node, and hops to the last, in worlds of several sizes. */
export async function run({ protocol, sizes }: SizesParams): Promise<Values> {
  const values: Record<string, number> = {};
  for (const nodes of sizes) {
    const { mostBytes = 0, lastHop = 0 } = await steady({ protocol, nodes, seeds: 1 });
    values[`bytes${nodes}`] = mostBytes;
    values[`hops${nodes}`] = lastHop;
  }
  return values;
}
