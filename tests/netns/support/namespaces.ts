import { randomBytes } from 'node:crypto';
import { ip } from './ip.ts';

/** Namespaces of these tests and of nobody else: this word, the test's process id, something unique. */
const OURS = /^parley-test-(\d+)-[0-9a-f]{6}-/;

/** A name for a namespace that no other test has, in this run or in another one at the same time. */
export function uniquePrefix(): string {
  return `parley-test-${process.pid}-${randomBytes(3).toString('hex')}`;
}

/** Removes what test processes that are gone have left behind, with all that runs in there. */
export async function removeLeftovers(): Promise<void> {
  for (const name of (await namespaces()).filter(isLeftover)) {
    try {
      await removeNamespace(name);
    } catch (error) {
      // Another run may have been quicker.
      if ((await namespaces()).includes(name)) throw error;
    }
  }
}

/** The names of all there are, ours and others'. */
export async function namespaces(): Promise<readonly string[]> {
  const listed = await ip(['netns list']);
  return listed
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name !== '');
}

/** Ends every process in a namespace of ours and removes it. */
export async function removeNamespace(name: string): Promise<void> {
  const pids = await ip([`netns pids ${name}`]);
  for (const pid of pids.split('\n').filter((line) => line !== '')) kill(Number(pid));
  await ip([`netns del ${name}`]);
}

function isLeftover(name: string): boolean {
  const pid = OURS.exec(name)?.[1];
  return pid !== undefined && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
