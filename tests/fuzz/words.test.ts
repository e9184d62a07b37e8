// src/cli/words.ts, src/cli/message-words.ts, src/cli/command.ts, src/cli/message-command.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { parseLine } from '../../src/cli/command.ts';
import { describePeople, inWords } from '../../src/cli/words.ts';
import { isEntryId } from '../../src/core/ids.ts';
import { EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { visible } from '../../src/core/visible.ts';
import { anyText, entryId, expectCleanPrototypes, record, text } from './arbitraries.ts';
import { chatEvent } from './events.ts';
import { fuzz } from './fuzz.ts';
import { mutated, write } from './json-trees.ts';

fuzz(
  'no event makes a terminal obey what somebody has written',
  4_000,
  fc.array(chatEvent, { minLength: 1, maxLength: 6 }),
  (events) => {
    let state = EMPTY_STATE;
    for (const event of events) {
      const before = state;
      state = reduce(state, event);
      const shown = inWords(event, state, before);
      // Addresses are this computer's own, or the ones that the person has typed.
      if (shown === null || event.type === 'listening' || event.type === 'joined-group') continue;
      expect(visible(shown)).toBe(shown);
      expect(shown).not.toContain('\u001b');
      const line = JSON.stringify(event);
      expect(line).not.toMatch(/[\n\r]/);
      expect(JSON.parse(line)).toEqual(event);
    }
    expect(visible(describePeople(state))).toBe(describePeople(state));
  },
);

const typed = fc.oneof(
  anyText,
  fc
    .tuple(
      fc.constantFrom(
        '/',
        '//',
        '/quit',
        '/peers ',
        '/connect ',
        '/connect',
        '/help\t',
        '/me',
        '/me ',
        '/x',
        ' exit',
        '{',
      ),
      text,
    )
    .map((parts) => parts.join('')),
);
const objects = mutated(
  fc.oneof(
    record({ send: text }),
    record({ connect: text }),
    record({ quit: fc.constant(true) }),
    record({ history: fc.integer({ min: 1, max: 100_000 }) }),
    record({ act: text }),
    record({ reply: entryId, text }),
    record({ edit: entryId, text }),
    record({ delete: entryId }),
    record({ react: entryId, emoji: text, on: fc.boolean() }),
  ),
).map(write);
fuzz(
  'a line is a command, a text or a sentence about what is wrong',
  6_000,
  fc.tuple(fc.oneof(typed, objects), fc.boolean()),
  ([line, json]) => {
    const command = parseLine(line, json);
    expectCleanPrototypes();
    switch (command.type) {
      case 'send':
        if (!json) expect(line).toContain(command.text.slice(1));
        else if (!line.startsWith('{')) expect(command.text).toBe(line);
        else expect(parseLine(JSON.stringify({ send: command.text }), true)).toEqual(command);
        break;
      case 'history':
        expect(json && Number.isInteger(command.limit)).toBe(true);
        expect(command.limit >= 1 && command.limit <= 100_000).toBe(true);
        break;
      case 'connect':
        expect(typeof command.address).toBe('string');
        break;
      case 'act':
        expect(json ? line.startsWith('{') : line.includes(command.text)).toBe(true);
        break;
      case 'reply':
        expect(json && isEntryId(command.to)).toBe(true);
        break;
      case 'edit':
      case 'delete':
      case 'react':
        expect(json && isEntryId(command.id)).toBe(true);
        break;
      case 'bad':
        expect(command.message).not.toBe('');
        break;
      default:
        expect(['peers', 'help', 'quit', 'nothing']).toContain(command.type);
    }
  },
);
