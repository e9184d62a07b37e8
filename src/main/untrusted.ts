import type { Failure } from '../core/result.ts';

/** Longest text taken from the page; the peer's own limit is lower and has a sentence for it. */
const MAX_ARGUMENT = 1_000_000;

/** The answer to what no page of ours would ask. */
export const BAD_REQUEST: Failure = {
  code: 'bad-request',
  message: 'The window asked for something odd.',
};

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_ARGUMENT;
}
