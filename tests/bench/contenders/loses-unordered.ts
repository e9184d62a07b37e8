import { losing, spoiled } from '../support/spoil.ts';

export const carrier = spoiled(losing, false);
