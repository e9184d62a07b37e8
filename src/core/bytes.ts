const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** The bytes that a string of hex digits stands for; the caller has checked that it is one. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  }
  return bytes;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 with `-` and `_` and no padding (RFC 4648, 5): four characters for three bytes. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) text += BASE64URL[(bits >> shift) & 63];
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3));
}

/** Null where it is not written as {@link toBase64Url} writes it: bytes have one spelling. */
export function fromBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  for (const [i, sign] of [...text].entries()) {
    const six = BASE64URL.indexOf(sign);
    if (six === -1) return null;
    bits = ((bits << 6) | six) & 0xffffff;
    const left = ((i + 1) * 6) % 8; // bits of the byte that is not whole yet
    if (left < 6) bytes[Math.floor(((i + 1) * 6) / 8) - 1] = bits >> left;
  }
  return toBase64Url(bytes) === text ? bytes : null;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Most bytes that one UTF-16 unit takes in UTF-8. */
const UNIT_BYTES = 3;
/** Short texts are encoded here: to make an array takes ten times as long as to fill it. */
const scratch = new Uint8Array(65_536);

/** The same as {@link utf8} for whoever is done with it at once: good until the next text is encoded. */
export function utf8Now(text: string): Uint8Array {
  if (text.length * UNIT_BYTES > scratch.byteLength) return utf8(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** Decodes UTF-8; throws a TypeError where the bytes are not valid UTF-8, instead of inventing U+FFFD. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Length of `text` in UTF-8 bytes. */
export function utf8Length(text: string): number {
  return utf8Now(text).byteLength;
}

/** Whether `text` takes at most so many bytes in UTF-8: nearly always its length says it. */
export function fitsUtf8(text: string, bytes: number): boolean {
  return text.length * UNIT_BYTES <= bytes || (text.length <= bytes && utf8Length(text) <= bytes);
}
