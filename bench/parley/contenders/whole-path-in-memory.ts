import { MemoryStore } from '../../../src/store/memory.ts';
import type { Carrier } from '../../group/carrier.ts';
import { wholePath } from '../whole-path.ts';

/** Shows what of the whole path is the disk's: nothing is stored on one. */
export const carrier: Carrier = wholePath({}, () => new MemoryStore());
