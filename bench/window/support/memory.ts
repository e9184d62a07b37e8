import { readdirSync, readFileSync } from 'node:fs';

/**
 * Megabytes of memory that a process and all it has started hold: the sum of their proportional set
 * sizes, in which what several processes share counts once (Linux, proc_pid_smaps_rollup(5)).
 */
export function memoryMb(pid: number): number {
  const kilobytes = [pid, ...startedBy(pid)].map(proportionalKb);
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024;
}

function startedBy(pid: number): readonly number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.map(Number).flatMap((child) => [child, ...startedBy(child)]);
}

function proportionalKb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
}
