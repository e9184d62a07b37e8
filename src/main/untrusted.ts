import type { Failure } from '../core/result.ts';
import { MAX_DRAFT_UNITS } from '../core/text.ts';

/** The answer to what no page of ours would ask. */
export const BAD_REQUEST: Failure = {
  code: 'bad-request',
  message: 'The window asked for something odd.',
};

/** A text from the page, a draft at most; the peer's own limits are lower and have sentences for it. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_DRAFT_UNITS;
}
