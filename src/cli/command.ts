import * as v from 'valibot';

/** What one line of input asks for. */
export type Command =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'connect'; readonly address: string }
  | { readonly type: 'history'; readonly limit: number }
  | { readonly type: 'peers' | 'help' | 'quit' | 'nothing' }
  | { readonly type: 'bad'; readonly message: string };

/** Most messages that one `history` answer holds: bounds the memory of a single line. */
const MAX_HISTORY = 100_000;

const objects = v.union([
  v.strictObject({ send: v.string() }),
  v.strictObject({ connect: v.string() }),
  v.strictObject({ quit: v.literal(true) }),
  v.strictObject({
    history: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_HISTORY)),
  }),
]);

/** Reads a line of a person, or in JSON mode of a program. */
export function parseLine(line: string, json: boolean): Command {
  if (json && line.startsWith('{')) return parseObject(line);
  const text = line.trim();
  if (text === '') return { type: 'nothing' };
  if (text === 'exit' || text === '/quit') return { type: 'quit' };
  if (text === '/peers') return { type: 'peers' };
  if (text === '/help') return { type: 'help' };
  if (text === '/connect' || text.startsWith('/connect ')) {
    return { type: 'connect', address: text.slice('/connect'.length).trim() };
  }
  if (/^\/[a-z]+\b/.test(text)) {
    return { type: 'bad', message: `${text.split(' ')[0]} is not a command. /help lists them.` };
  }
  return { type: 'send', text: line };
}

function parseObject(line: string): Command {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { type: 'bad', message: 'This line starts with { but is not JSON.' };
  }
  const parsed = v.safeParse(objects, value);
  if (!parsed.success) {
    const message =
      'A command is {"send": text}, {"connect": address}, {"history": n} or {"quit": true}.';
    return { type: 'bad', message };
  }
  const command = parsed.output;
  if ('send' in command) return { type: 'send', text: command.send };
  if ('connect' in command) return { type: 'connect', address: command.connect };
  if ('history' in command) return { type: 'history', limit: command.history };
  return { type: 'quit' };
}
