import { err, type Failure, type Result } from '../../core/result.ts';

/** Said where a request broke instead of answering; what went wrong is in the log of main. */
export const BROKEN_REQUEST: Failure = {
  code: 'request-broken',
  message: 'Parley could not do that because of a fault of its own. Please try again.',
};

/**
 * Waits for a request and turns a rejection into a failure.
 *
 * Why: handlers answer with data, so a rejection is a bug elsewhere. It must still end in a
 * sentence beside the button that was pressed, not in a screen that waits for ever.
 */
export async function attempt<T>(
  request: Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  try {
    return await request;
  } catch {
    return err(BROKEN_REQUEST);
  }
}
