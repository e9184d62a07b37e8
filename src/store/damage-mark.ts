import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Beside a history in which damage has shown while it was in use, until it has been seen to. */
function markOf(path: string): string {
  return `${path}-damaged`;
}

export function isMarked(path: string): boolean {
  return existsSync(markOf(path));
}

export function mark(path: string): void {
  try {
    writeFileSync(markOf(path), '', { mode: 0o600 });
  } catch {
    // A disk that takes nothing any more. Damage that is still there shows again.
  }
}

export function unmark(path: string): void {
  rmSync(markOf(path), { force: true });
}
