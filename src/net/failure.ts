import type { Failure } from '../core/result.ts';

/** System error codes in words that a person knows. Source: Node, "Common system errors". */
const SENTENCES: Readonly<Record<string, (port: number) => Failure>> = {
  EADDRINUSE: (port) => ({
    code: 'port-taken',
    message: `Port ${port} is taken by another program.`,
    params: { port: `${port}` },
  }),
  EACCES: (port) => ({
    code: 'port-not-allowed',
    message: `This system does not let you use port ${port}. Choose one above 1023.`,
    params: { port: `${port}` },
  }),
  EADDRNOTAVAIL: () => ({
    code: 'host-not-here',
    message: 'This computer does not have that address.',
  }),
  ECONNREFUSED: () => ({ code: 'refused', message: 'nothing is listening there' }),
  ECONNRESET: () => ({ code: 'reset', message: 'the connection was cut' }),
  EPIPE: () => ({ code: 'reset', message: 'the connection was cut' }),
  ETIMEDOUT: () => ({ code: 'timeout', message: 'no answer' }),
  EHOSTUNREACH: () => ({ code: 'unreachable', message: 'no way to that address' }),
  ENETUNREACH: () => ({ code: 'unreachable', message: 'no way to that network' }),
  ENOTFOUND: () => ({ code: 'not-found', message: 'no computer of that name' }),
  EAI_AGAIN: () => ({ code: 'not-found', message: 'the name could not be looked up' }),
};

/** Turns what Node reports into a code and words; `port` is the one listened on or dialled. */
export function toFailure(error: Error, port: number): Failure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    SENTENCES[code]?.(port) ?? {
      code: 'network',
      message: error.message,
      params: { reason: error.message },
    }
  );
}
