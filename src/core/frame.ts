/** Frames on the wire: a 4-byte big-endian length, then that many bytes. Content cannot break them. */

export const HEADER_BYTES = 4;
/** Longest frame from somebody who has not finished the handshake (docs/protocol.md, bounds). */
export const MAX_STRANGER_FRAME_BYTES = 1_024;
/** Longest control frame of a known peer. */
export const MAX_CONTROL_BYTES = 65_536;
/** Longest page of entries. */
export const MAX_PAGE_BYTES = 262_144;
/** Longest frame of all: a page, and 64 bytes for its own header, its channel byte and the seal. */
export const MAX_FRAME_BYTES = 262_208;
/** Longest content that can be sealed in a frame: 16 bytes are the seal's. */
export const MAX_CONTENT_BYTES: number = MAX_FRAME_BYTES - 16 - HEADER_BYTES;

const NOTHING = new Uint8Array();

/** The other side declared a frame that is empty or longer than it may be. */
export class FrameError extends Error {}

/** Header and payload in one piece of memory, so that they leave in one write. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + payload.byteLength);
  writeFrame(frame, 0, payload);
  return frame;
}

/** Puts a whole frame at this place; returns where it ends. */
export function writeFrame(into: Uint8Array, at: number, payload: Uint8Array): number {
  const end = writeHeader(into, at, payload.byteLength);
  into.set(payload, end);
  return end + payload.byteLength;
}

/** Announces a payload of so many bytes; returns where it begins. */
export function writeHeader(into: Uint8Array, at: number, length: number): number {
  if (length > MAX_FRAME_BYTES) {
    throw new FrameError(`Refusing to send a frame of ${length} bytes`);
  }
  into[at] = length >>> 24;
  into[at + 1] = length >>> 16;
  into[at + 2] = length >>> 8;
  into[at + 3] = length;
  return at + HEADER_BYTES;
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
  #chunk: Uint8Array = NOTHING;
  /** How far the chunk has been read. */
  #at = 0;
  #headerFilled = 0;
  #length = 0;
  /** Put together here where it does not lie in one chunk. */
  #body: Uint8Array | null = null;
  #bodyFilled = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** True between the first and the last byte of a frame. */
  get midFrame(): boolean {
    return this.#headerFilled > 0;
  }

  /** Gives it what comes next, once {@link next} has found no more in what came before. */
  feed(chunk: Uint8Array): void {
    // As a plain view: cutting up one of Node's Buffers takes five times as long.
    this.#chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#at = 0;
  }

  /** The next whole payload, or null where more is needed; throws {@link FrameError}. */
  next(): Uint8Array | null {
    if (this.#body === null) {
      if (!this.#readHeader()) return this.#done();
      const end = this.#at + this.#length;
      if (end <= this.#chunk.byteLength) {
        const payload = this.#chunk.subarray(this.#at, end);
        this.#at = end;
        return this.#found(payload);
      }
      this.#body = new Uint8Array(this.#length);
    }
    const rest = this.#chunk.subarray(this.#at, this.#at + this.#length - this.#bodyFilled);
    this.#body.set(rest, this.#bodyFilled);
    this.#bodyFilled += rest.byteLength;
    this.#at += rest.byteLength;
    return this.#bodyFilled === this.#length ? this.#found(this.#body) : this.#done();
  }

  /** False where the chunk ends before the header does. */
  #readHeader(): boolean {
    while (this.#headerFilled < HEADER_BYTES) {
      const byte = this.#chunk[this.#at];
      if (byte === undefined) return false;
      this.#at += 1;
      this.#headerFilled += 1;
      this.#length = this.#length * 256 + byte;
    }
    if (this.#length === 0 || this.#length > this.maxBytes) {
      throw new FrameError(
        `A frame of ${this.#length} bytes was announced; ${this.maxBytes} is the most`,
      );
    }
    return true;
  }

  #found(payload: Uint8Array): Uint8Array {
    this.#headerFilled = 0;
    this.#length = 0;
    this.#body = null;
    this.#bodyFilled = 0;
    return payload;
  }

  #done(): null {
    this.#chunk = NOTHING;
    this.#at = 0;
    return null;
  }
}
