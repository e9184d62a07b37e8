// The only globals that core sees beyond ECMAScript itself; Node, Electron and browsers all have them.

declare global {
  class TextEncoder {
    encode(text: string): Uint8Array;
    encodeInto(text: string, into: Uint8Array): { readonly written: number };
  }

  class TextDecoder {
    constructor(label: 'utf-8', options: { readonly fatal: true });
    decode(bytes: Uint8Array): string;
  }
}

export {};
