import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AS_SHIPPED } from '../harness/as-shipped.ts';
import type { Seat } from './seat.ts';

/** As whoever starts it: with `node --cpu-prof` every member writes a profile too. */
const PROFILING = process.execArgv.filter((option) => option.startsWith('--cpu-prof'));
const MEMBER = new URL('member-process.ts', import.meta.url);

/** A question to a member in a process of its own, and its answer. */
export type Question = { readonly n: number; readonly call: keyof Seat; readonly args: unknown[] };
export type Answer = { readonly n: number; readonly value?: unknown; readonly error?: string };

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** A member in a process of its own; `carrier` is the address of the module of its carrier. */
export function forkSeat(carrier: string): Seat {
  const child = fork(fileURLToPath(MEMBER), [carrier], {
    execArgv: [...AS_SHIPPED, ...PROFILING],
  });
  const ask = asking(child);
  return {
    join: (place) => ask('join', place) as Promise<string>,
    linked: () => ask('linked') as Promise<void>,
    reach: (authors, upTo) => ask('reach', authors, upTo) as Promise<number>,
    flood: (count) => ask('flood', count) as Promise<number>,
    chat: (count, everyMs) => ask('chat', count, everyMs) as Promise<void>,
    time: () => ask('time') as Promise<void>,
    delaysUs: () => ask('delaysUs') as Promise<readonly number[]>,
    cpuUs: () => ask('cpuUs') as Promise<number>,
    counts: () => ask('counts') as Promise<readonly number[]>,
    async close() {
      const ended = once(child, 'exit');
      await ask('close').finally(() => child.disconnect());
      await ended;
    },
  };
}

/** Asks a child, whose answers may come in any order; whoever waits when it ends is told so. */
function asking(child: ChildProcess): (call: keyof Seat, ...args: unknown[]) => Promise<unknown> {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended: Error | null = null;
  child.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.get(answer.n) as Waiting; // nothing is answered unasked
    waiting.delete(answer.n);
    if (answer.error === undefined) resolve(answer.value);
    else reject(new Error(answer.error));
  });
  child.on('exit', (code, signal) => {
    ended = new Error(`The process of a member has ended: ${signal ?? code}`);
    for (const { reject } of waiting.values()) reject(ended);
  });
  return (call, ...args) =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended);
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ n: asked, call, args } satisfies Question);
    });
}
