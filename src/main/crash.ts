import { app } from 'electron';

/** Same as the terminal's: any failure to start that is not a bad command line. */
export const EXIT_FAILED = 1;

/** Ends a program that has come upon a fault of its own. */
export function crash(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(EXIT_FAILED);
}
