/** A word that looks like a command: not `/etc`, as in `/etc/hosts`, which is a thing to talk about. */
const COMMAND = /^\/(\p{L}[\p{L}\p{N}_-]*)(?:\s+|$)/u;

/** A text that may be meant for the program and not for the group: its first word, and the rest. */
export type Slashed = { readonly word: string; readonly rest: string };

/** The command that a text looks like, known or not; null where it is something to say. */
export function readSlash(text: string): Slashed | null {
  const found = COMMAND.exec(text);
  return found === null ? null : { word: found[1] ?? '', rest: text.slice(found[0].length).trim() };
}

/** What a text says that begins with two slashes, as one does to say what looks like a command. */
export function unescaped(text: string): string {
  return text.startsWith('//') ? text.slice(1) : text;
}

/** How a text is typed, so that what is sent is that text: the other way round. */
export function asTyped(text: string, as: string): string {
  if (as === 'action') return `/me ${text}`;
  return as !== 'edit' && (readSlash(text) !== null || text.startsWith('//')) ? `/${text}` : text;
}
