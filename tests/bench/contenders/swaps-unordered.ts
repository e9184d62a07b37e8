import { spoiled, swapping } from '../support/spoil.ts';

export const carrier = spoiled(swapping(), false);
