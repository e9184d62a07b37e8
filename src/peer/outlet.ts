import { encodeFrame } from '../core/frame.ts';
import type { Connection } from '../core/ports.ts';

/** Most that waits for a slow reader before all further messages are dropped; the pull repairs that. */
const MAX_QUEUE_BYTES = 1_048_576;

/** What goes out on one connection, and how much of it waits for the other side to read. */
export class Outlet {
  readonly #connection: Connection;
  /** So many bytes more wait to be read; below zero: fewer. */
  readonly #queued: (bytes: number) => void;
  /** Written since the connection asked to hold back; 0 once it has drained. */
  #queuedBytes = 0;

  constructor(connection: Connection, queued: (bytes: number) => void) {
    this.#connection = connection;
    this.#queued = queued;
  }

  /** What waits, in bytes, beyond what the connection takes at once. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** True while so much waits that whatever can wait must be held back. */
  get congested(): boolean {
    return this.#queuedBytes > MAX_QUEUE_BYTES;
  }

  send(payload: Uint8Array): void {
    const frame = encodeFrame(payload);
    if (this.#connection.write(frame)) return;
    this.#queuedBytes += frame.byteLength;
    this.#queued(frame.byteLength);
  }

  /** What was queued is no longer counted: it has left, or will within a second. */
  release(): void {
    const bytes = this.#queuedBytes;
    this.#queuedBytes = 0;
    if (bytes > 0) this.#queued(-bytes);
  }
}
