/** A chat text as people write it, in bytes; ASCII, so that it is as long in characters. */
export const MESSAGE_BYTES = 200;

/** Digits of the author, the number and the moment with which each message begins. */
const AUTHOR_DIGITS = 3;
const NUMBER_DIGITS = 8;
const MOMENT_DIGITS = 16;
const MOMENT_AT = AUTHOR_DIGITS + NUMBER_DIGITS;
const TAIL_AT = MOMENT_AT + MOMENT_DIGITS;

const ZERO = 0x30;
const WORDS = ' The door sensor is on the list again, I have put it back. Who has the key?';

/** What every message says after its head. */
const TAIL: Buffer = Buffer.from(
  `${WORDS.repeat(3).slice(0, MESSAGE_BYTES - TAIL_AT - 1)}.`,
  'latin1',
);

/**
 * Message `number`, from 1 on, of the member `author`: new memory each time. `momentUs`: when it was
 * said, in us of the clock that all processes share.
 */
export function makeMessage(author: number, number: number, momentUs: number): Buffer {
  const message = Buffer.allocUnsafe(MESSAGE_BYTES);
  writeDigits(message, 0, author, AUTHOR_DIGITS);
  writeDigits(message, AUTHOR_DIGITS, number, NUMBER_DIGITS);
  writeDigits(message, MOMENT_AT, momentUs, MOMENT_DIGITS);
  TAIL.copy(message, TAIL_AT);
  return message;
}

export function authorIn(chunk: Uint8Array, at: number): number {
  return readDigits(chunk, at, AUTHOR_DIGITS);
}

export function numberIn(chunk: Uint8Array, at: number): number {
  return readDigits(chunk, at + AUTHOR_DIGITS, NUMBER_DIGITS);
}

/** When it was said, us. */
export function momentIn(chunk: Uint8Array, at: number): number {
  return readDigits(chunk, at + MOMENT_AT, MOMENT_DIGITS);
}

/**
 * Now, in us. `process.hrtime` is CLOCK_MONOTONIC on Linux, which is one for all processes of a
 * system, so that a moment noted in one of them can be subtracted from one noted in another.
 */
export function nowUs(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

function writeDigits(into: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = Math.floor(rest / 10);
    into[i] = ZERO + (rest - next * 10);
    rest = next;
  }
}

function readDigits(chunk: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) value = value * 10 + ((chunk[i] ?? 0) - ZERO);
  return value;
}
