import {
  encodeFrame,
  FrameError,
  HEADER_BYTES,
  MAX_CONTENT_BYTES,
  MAX_FRAME_BYTES,
  writeFrame,
  writeHeader,
} from '../core/frame.ts';
import type { Connection, SecureChannel } from '../core/ports.ts';

/** Most that waits for a slow reader before all further messages are dropped; the pull repairs that. */
const MAX_QUEUE_BYTES = 1_048_576;
/**
 * So much that was said in one turn leaves without waiting for its end: more together gains nothing, and
 * the other side can only read a frame that is whole (docs/protocol.md, the handshake).
 */
const FULL_BYTES = 32_768;

const END_OF_TURN = Promise.resolve();

/** Where contents are put together before they are sealed. All links share it: that is done in one go. */
const slab = new Uint8Array(MAX_FRAME_BYTES);

export interface OutletHost {
  /** So many bytes more wait to be read; below zero: fewer. */
  queued(bytes: number): void;
  /** Nothing more can be sealed: the link must end. */
  spent(error: unknown): void;
}

/**
 * What goes out on one connection, and how much of it waits for the other side to read. What is said
 * in one turn of the loop leaves at its end: in one sealed frame and one write.
 */
export class Outlet {
  readonly #connection: Connection;
  readonly #host: OutletHost;
  #channel: SecureChannel | null = null;
  /** Said in this turn, and not written yet. */
  #said: Uint8Array[] = [];
  #saidBytes = 0;
  /** Written since the connection asked to hold back; 0 once it has drained. */
  #writtenBytes = 0;

  constructor(connection: Connection, host: OutletHost) {
    this.#connection = connection;
    this.#host = host;
  }

  /** Whatever is said from now on is sealed. */
  set channel(channel: SecureChannel) {
    this.#channel = channel;
  }

  /** What waits, in bytes, beyond what the connection takes at once. */
  get queuedBytes(): number {
    return this.#writtenBytes + this.#saidBytes;
  }

  /** True from when the connection has asked to hold back until it has drained. */
  get isHeldBack(): boolean {
    return this.#writtenBytes > 0;
  }

  /** True while so much waits that whatever can wait must be held back. */
  get congested(): boolean {
    return this.queuedBytes > MAX_QUEUE_BYTES;
  }

  /** Sends a frame of the opening as it is. */
  sendOpen(payload: Uint8Array): void {
    this.#write(encodeFrame(payload));
  }

  /** Says something under seal; it leaves at the end of this turn, after what was said before. */
  send(content: Uint8Array): void {
    if (content.byteLength > MAX_CONTENT_BYTES) {
      throw new FrameError(`Refusing to send ${content.byteLength} bytes at once`);
    }
    const bytes = HEADER_BYTES + content.byteLength;
    if (this.#saidBytes + bytes > FULL_BYTES) this.flush();
    if (this.#said.push(content) === 1) void END_OF_TURN.then(() => this.flush());
    this.#saidBytes += bytes;
  }

  /** Writes what was said so far. */
  flush(): void {
    if (this.#saidBytes === 0 || this.#channel === null) return;
    let at = 0;
    for (const content of this.#said) at = writeFrame(slab, at, content);
    this.#said = [];
    this.#saidBytes = 0;
    let frame: Uint8Array;
    try {
      frame = this.#channel.seal(slab.subarray(0, at), HEADER_BYTES);
    } catch (error) {
      this.#host.spent(error);
      return;
    }
    writeHeader(frame, 0, frame.byteLength - HEADER_BYTES);
    this.#write(frame);
  }

  /** What was queued is no longer counted: it has left, or will within a second. */
  release(): void {
    const bytes = this.#writtenBytes;
    this.#writtenBytes = 0;
    if (bytes > 0) this.#host.queued(-bytes);
  }

  /** The connection takes nothing any more. */
  close(): void {
    this.#said = [];
    this.#saidBytes = 0;
    this.release();
  }

  #write(frame: Uint8Array): void {
    const taken = this.#connection.write(frame);
    // Until it has drained all of it is counted, or nobody would be told that it has.
    if (taken && this.#writtenBytes === 0) return;
    this.#writtenBytes += frame.byteLength;
    this.#host.queued(frame.byteLength);
  }
}
