import type { Carrier } from '../../group/carrier.ts';
import { wholePath } from '../whole-path.ts';

/** As people run it. */
export const carrier: Carrier = wholePath();
