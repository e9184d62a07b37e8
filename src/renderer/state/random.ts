import type { RandomBytes } from '../../core/secret.ts';

/** The page's own randomness, for words that are offered and secrets that are made here. */
export const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
