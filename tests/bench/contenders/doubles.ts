import { doubling, spoiled } from '../support/spoil.ts';

export const carrier = spoiled(doubling);
