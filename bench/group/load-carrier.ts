import type { Carrier } from './carrier.ts';

/** The carrier that a module exports. */
export async function loadCarrier(module: string): Promise<Carrier> {
  const { carrier } = (await import(module)) as { readonly carrier?: Carrier };
  if (carrier === undefined) throw new Error(`${module} exports no carrier`);
  return carrier;
}
