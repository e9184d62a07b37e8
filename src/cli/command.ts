import * as v from 'valibot';
import { type EntryId, isEntryId, isPeerId } from '../core/ids.ts';
import { contactChangeSchema } from '../core/known-contacts.ts';
import { profileChangeSchema } from '../core/profile.ts';
import { readSlash } from '../core/slash.ts';
import { type MessageCommand, parseMessageCommand } from './message-command.ts';
import { type PersonCommand, parsePersonCommand } from './person-command.ts';

/** What one line of input asks for. */
export type Command =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'connect'; readonly address: string }
  | { readonly type: 'history'; readonly limit: number }
  | { readonly type: 'seen'; readonly ids: readonly EntryId[] }
  | { readonly type: 'typing'; readonly on: boolean }
  | PersonCommand
  | MessageCommand
  | { readonly type: 'peers' | 'invite' | 'new-secret' | 'help' | 'quit' | 'nothing' }
  | { readonly type: 'bad'; readonly message: string };

/** Most messages that one `history` answer holds: bounds the memory of a single line. */
const MAX_HISTORY = 100_000;

/** Most messages that are said to have been seen at once. */
const MAX_SEEN = 1_000;

/** What a program can ask for, in one sentence. */
export const COMMANDS =
  'A command is {"send": text}, {"act": text}, {"reply": id, "text": text}, {"edit": id, "text": text}, {"delete": id}, {"react": id, "emoji": emoji, "on": true}, {"connect": address}, {"history": n}, {"invite": true}, {"new-secret": true}, {"contact": id, "blocked": true}, {"profile": {"name": text, "status": text, "colour": n}}, {"seen": [ids]}, {"typing": true} or {"quit": true}.';

const objects = v.union([
  v.strictObject({ send: v.string() }),
  v.strictObject({ connect: v.string() }),
  v.strictObject({ invite: v.literal(true) }),
  v.strictObject({ 'new-secret': v.literal(true) }),
  v.strictObject({ quit: v.literal(true) }),
  v.strictObject({ profile: profileChangeSchema }),
  v.strictObject({ seen: v.pipe(v.array(v.custom<EntryId>(isEntryId)), v.maxLength(MAX_SEEN)) }),
  v.strictObject({ typing: v.boolean() }),
  v.strictObject({
    history: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_HISTORY)),
  }),
]);

/** Commands that take nothing after them. */
const ALONE: ReadonlySet<string> = new Set(['/quit', '/peers', '/invite', '/new-secret', '/help']);

/**
 * Reads a line of a person, or in JSON mode of a program.
 *
 * A program's lines are taken to the letter; what looks like a slip is held back only from a person,
 * who can look again and start with `//` to say it.
 */
export function parseLine(line: string, json: boolean): Command {
  if (json && line.startsWith('{')) return parseObject(line);
  const text = line.trim();
  if (text === '') return { type: 'nothing' };
  if (text === 'exit' || text === '/quit') return { type: 'quit' };
  if (text === '/peers') return { type: 'peers' };
  if (text === '/invite') return { type: 'invite' };
  if (text === '/new-secret') return { type: 'new-secret' };
  if (text === '/help') return { type: 'help' };
  if (text === '/connect' || text.startsWith('/connect ')) {
    return { type: 'connect', address: text.slice('/connect'.length).trim() };
  }
  return json ? { type: 'send', text: line } : parseTyped(line, text);
}

function parseTyped(line: string, text: string): Command {
  if (text.startsWith('//')) return { type: 'send', text: line.replace('//', '/') };
  const [word = ''] = text.split(/\s/);
  if (word === '/me') return parseAction(text.slice(word.length).trim());
  if (ALONE.has(word)) {
    return { type: 'bad', message: `${word} stands alone on its line. /${word} … says it.` };
  }
  const person = parsePersonCommand(text);
  if (typeof person === 'string') return { type: 'bad', message: person };
  if (person !== null) return person;
  if (readSlash(text)?.rest === '') {
    const message = `${text} is not a command. /help lists them, /${text} says it.`;
    return { type: 'bad', message };
  }
  return { type: 'send', text: line };
}

function parseAction(text: string): Command {
  if (text !== '') return { type: 'act', text };
  return { type: 'bad', message: 'Write /me and what you do: /me waves.' };
}

function parseObject(line: string): Command {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { type: 'bad', message: 'This line starts with { but is not JSON.' };
  }
  const about = parseContact(value) ?? parseMessageCommand(value);
  if (about !== null) return about;
  const parsed = v.safeParse(objects, value);
  if (!parsed.success) {
    return { type: 'bad', message: COMMANDS };
  }
  const command = parsed.output;
  if ('send' in command) return { type: 'send', text: command.send };
  if ('connect' in command) return { type: 'connect', address: command.connect };
  if ('invite' in command) return { type: 'invite' };
  if ('new-secret' in command) return { type: 'new-secret' };
  if ('seen' in command) return { type: 'seen', ids: command.seen };
  if ('typing' in command) return { type: 'typing', on: command.typing };
  if ('profile' in command) return { type: 'profile', change: command.profile };
  if ('history' in command) return { type: 'history', limit: command.history };
  return { type: 'quit' };
}

/** `{"contact": id, "muted": true}` and what else there is to decide. */
function parseContact(value: unknown): Command | null {
  if (typeof value !== 'object' || value === null || !('contact' in value)) return null;
  const { contact: who, ...rest } = value;
  const change = v.safeParse(contactChangeSchema, rest);
  if (!isPeerId(who) || !change.success) return { type: 'bad', message: COMMANDS };
  return { type: 'contact', who, change: change.output };
}
