import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCENES } from './transcript.ts';

/**
 * Holds docs/protocol.md to what peers really send. After a change of the protocol,
 * `UPDATE_DOCS=1 npx vitest run tests/docs` writes the transcripts anew: read the difference.
 */

const DOCUMENT = new URL('../../docs/protocol.md', import.meta.url);
const { UPDATE_DOCS } = process.env;

test.each(Object.entries(SCENES))('the transcript “%s” is what peers send', async (name, play) => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, after] = around(text, name);
  const today = `${before}\n\`\`\`\n${(await play()).join('\n')}\n\`\`\`\n${after}`;
  if (UPDATE_DOCS) writeFileSync(DOCUMENT, today);
  else expect(text).toBe(today);
});

test('every transcript of the document has its scene', () => {
  const names = [...readFileSync(DOCUMENT, 'utf8').matchAll(/<!-- transcript: (\w+) -->/g)];
  expect(names.map(([, name]) => name).sort()).toEqual(Object.keys(SCENES).sort());
});

/** The document up to the opening mark of a transcript, and from its closing mark on. */
function around(text: string, name: string): readonly [string, string] {
  const opening = `<!-- transcript: ${name} -->`;
  const start = text.indexOf(opening);
  const end = text.indexOf('<!-- end -->', start);
  if (start < 0 || end < 0) throw new Error(`docs/protocol.md has no place for “${name}”`);
  return [text.slice(0, start + opening.length), text.slice(end)];
}
