import { spawn } from 'node:child_process';

/**
 * Runs lines of ip(8), in a network namespace where one is given, and resolves with what it wrote.
 * One program for many lines: a network takes dozens. Throws at the first line that fails.
 */
export async function ip(lines: readonly string[], namespace?: string): Promise<string> {
  const where = namespace === undefined ? [] : ['-n', namespace];
  const child = spawn('ip', [...where, '-batch', '-'], { stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined); // it may have failed before it read everything
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`ip: ${stderr.split('\n', 1)[0]}`);
  return stdout;
}
