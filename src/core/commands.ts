import { readSlash, unescaped } from './slash.ts';

/** A command that is nothing without what stands behind it. */
type Needing = 'me' | 'nick' | 'connect';

export type CommandName = Needing | 'status' | 'help' | 'quit';

/** A command, and whether something has to stand behind it, or may. */
type Command =
  | { readonly name: Needing; readonly argument: 'needed' }
  | { readonly name: 'status'; readonly argument: 'optional' }
  | { readonly name: Exclude<CommandName, Needing | 'status'>; readonly argument: 'none' };

/** Everything that can be typed in the window in place of a message, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  { name: 'me', argument: 'needed' },
  { name: 'nick', argument: 'needed' },
  { name: 'status', argument: 'optional' },
  { name: 'connect', argument: 'needed' },
  { name: 'help', argument: 'none' },
  { name: 'quit', argument: 'none' },
];

/** What was typed: something to say, something to do, or what looks like the latter. */
export type Typed =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'command'; readonly name: CommandName; readonly rest: string }
  /** No command, and perhaps a slip: whoever typed it is to look again. */
  | { readonly type: 'unknown'; readonly word: string }
  /** A command that lacks what it needs, or has more behind it than it takes. */
  | { readonly type: 'lacking'; readonly name: Needing }
  | { readonly type: 'too-much'; readonly name: CommandName };

/** Reads a draft. `//` says what would be a command with one slash. */
export function parseTyped(draft: string): Typed {
  const slashed = readSlash(draft);
  if (slashed === null) return { type: 'text', text: unescaped(draft) };
  const { rest } = slashed;
  const word = slashed.word.toLowerCase();
  const command = COMMANDS.find(({ name }) => name === word);
  if (command === undefined) return { type: 'unknown', word: slashed.word };
  const { argument } = command;
  if (argument === 'needed' && rest === '') return { type: 'lacking', name: command.name };
  if (argument === 'none' && rest !== '') return { type: 'too-much', name: command.name };
  return { type: 'command', name: command.name, rest };
}
