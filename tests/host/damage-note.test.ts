import { expect, test } from 'vitest';
import { describeDamage } from '../../src/host/damage-note.ts';

const KEPT = '/data/history.damaged-2026-11-21T14-02-07Z.db';

test.each([
  [{ saved: 8_120, of: 8_200 }, '8,120 of about 8,200 messages were saved; the rest comes back'],
  [{ saved: 1_000, of: 1_000 }, 'All 1,000 messages were saved.'],
  [{ saved: 1, of: 1 }, 'All that was in it was saved: 1 message.'],
  [{ saved: 0, of: 70 }, 'No message could be saved; they come back from the others'],
  [null, 'What could be read was saved; the rest comes back from the others'],
])('what became of a damaged history is said in one sentence: %j', (messages, part) => {
  const said = describeDamage({ messages, kept: KEPT });
  expect(said).toMatch(/^The history on this computer was damaged\. /);
  expect(said).toContain(part);
  expect(said).toContain(`The damaged file was kept as ${KEPT}.`);
});
