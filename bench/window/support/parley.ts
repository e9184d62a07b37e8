import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBuilt } from '../../../scripts/build.ts';
import { withDisplay } from '../../../scripts/display.ts';
import { PROJECT_ROOT } from '../../../scripts/root.ts';

const WRITER = join(PROJECT_ROOT, 'tests', 'support', 'long-history.ts');

/** Takes the focus: whoever sees the window can type at once. */
const TAKES_FOCUS = '(e) => e?.disabled === false && (e.focus(), document.activeElement === e)';

/** The join screen, whose first field can be typed into. */
export const JOIN_SCREEN: string = `(${TAKES_FOCUS})(
  [...document.querySelectorAll('label')].find((l) => l.textContent === 'Your name')?.control)`;

/** The chat with a message that has these words, and the box to write in. */
export function chatWith(words: string): string {
  return `(document.querySelector('[role="log"]')?.textContent.includes(${JSON.stringify(words)}) &&
    (${TAKES_FOCUS})(document.querySelector('main textarea')))`;
}

/** The words that the last message of a written history begins with. */
export function newestOf(count: number): string {
  return `${count}: `;
}

/** What joins at once, on any port. */
export function joining(name: string, seeds: readonly string[] = []): readonly string[] {
  return ['--name', name, '--port', '0', ...seeds.flatMap((seed) => ['--peer', seed])];
}

/** A folder that has been told where its key lies, which the window says once. */
export async function profileDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'profile-'));
  await writeFile(join(dir, 'identity.noted'), '');
  return dir;
}

/** Fills a profile with so many messages of five people, numbered from 1. */
export async function writeHistory(dir: string, count: number): Promise<void> {
  const line = ['--import', 'tsx', WRITER, dir, String(count)];
  await promisify(execFile)(process.execPath, line, { cwd: PROJECT_ROOT });
}

/** Runs what opens windows: on a display, and with the program built. */
export async function withWindows<T>(run: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  await ensureBuilt(process.env);
  return await withDisplay(run);
}
