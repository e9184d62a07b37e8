import type { Carrier } from '../../group/carrier.ts';
import { wholePath } from '../whole-path.ts';

/** Whoever floods is not held back, so that it shows what the rest costs. */
export const carrier: Carrier = wholePath({
  floodBound: { entriesPerSecond: Infinity, bytesPerSecond: Infinity },
});
