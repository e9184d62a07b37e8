/**
 * A text, an id or a key in each form in which it could lie in a file or on the wire: UTF-8, UTF-16 of
 * either order, hex of either case, and base64 wherever it may begin. A word of hex digits also as the
 * bytes that they stand for.
 */
export function looksOf(word: string): readonly Buffer[] {
  const isHex = /^([0-9a-f]{2})+$/.test(word);
  const contents = [Buffer.from(word), ...(isHex ? [Buffer.from(word, 'hex')] : [])];
  const wide = Buffer.from(word, 'utf16le');
  return [
    ...contents,
    ...[wide, Buffer.from(wide).swap16()],
    ...contents.flatMap((content) => [...inHex(content), ...inBase64(content)]),
  ];
}

/** Whether any of its forms is in there. */
export function shows(bytes: Buffer, word: string): boolean {
  return looksOf(word).some((look) => bytes.includes(look));
}

function inHex(content: Buffer): readonly Buffer[] {
  const hex = content.toString('hex');
  return [Buffer.from(hex), Buffer.from(hex.toUpperCase())];
}

/** Base64 takes three bytes at a time: what the neighbours of a word share with it is left out. */
function inBase64(content: Buffer): readonly Buffer[] {
  const forms = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), content]).toString('base64');
    const whole = text.slice(before === 0 ? 0 : before + 1);
    return whole.replace(/.?=+$/, '');
  });
  return forms.flatMap((form) => [
    Buffer.from(form),
    Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_')),
  ]);
}
