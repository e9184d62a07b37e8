/** Frames on the wire: a 4-byte big-endian length, then that many bytes. Content cannot break them. */

export const HEADER_BYTES = 4;
/** Longest frame from somebody who has not finished the handshake (docs/protocol.md, bounds). */
export const MAX_STRANGER_FRAME_BYTES = 1_024;
/** Longest control frame of a known peer. */
export const MAX_CONTROL_BYTES = 65_536;
/** Longest page of entries. */
export const MAX_PAGE_BYTES = 262_144;
/** Longest frame of all: a page, and 64 bytes for what sealing and the channel byte add. */
export const MAX_FRAME_BYTES = 262_208;

/** The other side declared a frame that is empty or longer than it may be. */
export class FrameError extends Error {}

/** Header and payload in one piece of memory, so that they leave in one write. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  if (payload.byteLength > MAX_FRAME_BYTES) {
    throw new FrameError(`Refusing to send a frame of ${payload.byteLength} bytes`);
  }
  const length = payload.byteLength;
  const frame = new Uint8Array(HEADER_BYTES + length);
  frame[0] = length >>> 24;
  frame[1] = length >>> 16;
  frame[2] = length >>> 8;
  frame[3] = length;
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/**
 * Cuts a byte stream, split anywhere, into frames.
 *
 * A frame that lies wholly inside one chunk is handed out as a view of it: no copy. Memory is taken
 * only once the declared length has been found acceptable.
 */
export class FrameReader {
  /** Longest acceptable payload; raise it once the other side has proved who it is. */
  maxBytes: number;
  readonly #header: Uint8Array = new Uint8Array(HEADER_BYTES);
  #headerFilled = 0;
  #body: Uint8Array | null = null;
  #bodyFilled = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** True between the first and the last byte of a frame. */
  get midFrame(): boolean {
    return this.#headerFilled > 0;
  }

  /** Hands every payload that `chunk` completes to `onFrame`, in order; throws {@link FrameError}. */
  push(chunk: Uint8Array, onFrame: (payload: Uint8Array) => void): void {
    let at = 0;
    while (at < chunk.byteLength) {
      if (this.#headerFilled < HEADER_BYTES) {
        at += this.#fillHeader(chunk.subarray(at));
      } else {
        const length = this.#declaredLength();
        const rest = chunk.subarray(at);
        if (this.#body === null && rest.byteLength >= length) {
          at += length;
          this.#headerFilled = 0;
          onFrame(rest.subarray(0, length));
        } else {
          at += this.#fillBody(rest, length, onFrame);
        }
      }
    }
  }

  #fillHeader(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, HEADER_BYTES - this.#headerFilled);
    this.#header.set(taken, this.#headerFilled);
    this.#headerFilled += taken.byteLength;
    if (this.#headerFilled === HEADER_BYTES) this.#declaredLength();
    return taken.byteLength;
  }

  #declaredLength(): number {
    const header = this.#header;
    let length = 0;
    for (let i = 0; i < HEADER_BYTES; i++) length = length * 256 + (header[i] ?? 0);
    if (length === 0 || length > this.maxBytes) {
      throw new FrameError(
        `A frame of ${length} bytes was announced; ${this.maxBytes} is the most`,
      );
    }
    return length;
  }

  #fillBody(bytes: Uint8Array, length: number, onFrame: (payload: Uint8Array) => void): number {
    this.#body ??= new Uint8Array(length);
    const taken = bytes.subarray(0, length - this.#bodyFilled);
    this.#body.set(taken, this.#bodyFilled);
    this.#bodyFilled += taken.byteLength;
    if (this.#bodyFilled === length) {
      const payload = this.#body;
      this.#body = null;
      this.#bodyFilled = 0;
      this.#headerFilled = 0;
      onFrame(payload);
    }
    return taken.byteLength;
  }
}
