import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AS_SHIPPED } from '../harness/as-shipped.ts';

/** Starts a process that has something to hand over, and returns it with its first word. */
export async function started<T>(
  module: URL,
  messages: number,
): Promise<{ readonly child: ChildProcess; readonly said: T }> {
  const child = fork(fileURLToPath(module), [String(messages)], { execArgv: [...AS_SHIPPED] });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The process that has the messages has ended: ${signal ?? code}`);
  });
  const [said] = (await Promise.race([once(child, 'message'), ended])) as [T];
  // Later it ends when it is told to; where it does so before, what it was to send does not come.
  ended.catch(() => undefined);
  return { child, said };
}

/** Ends it, and resolves once it has ended. */
export async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
