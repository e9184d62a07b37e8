import { Socket } from 'node:net';

/** What this process has written to all its sockets so far. */
export type Traffic = { readonly writes: number; readonly bytes: number };

let writes = 0;
let bytes = 0;

/**
 * Counts what is written to every socket of this process from now on, whoever writes: production code,
 * floor and libraries alike. Nothing is kept a socket, so that it does not count as memory of a link.
 */
export function countTraffic(): void {
  const { write } = Socket.prototype;
  Socket.prototype.write = function counted(this: Socket, ...args: unknown[]): boolean {
    writes += 1;
    bytes += Buffer.byteLength(args[0] as string | Uint8Array);
    return Reflect.apply(write, this, args);
  };
}

export function traffic(): Traffic {
  return { writes, bytes };
}
