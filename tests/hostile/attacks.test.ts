import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attack } from './support/attack.ts';
import { Chat } from './support/chat.ts';
import { FLOODS } from './support/floods.ts';
import { MemberProcess } from './support/member-process.ts';
import type { Measured } from './support/member-words.ts';
import { MEMBERS } from './support/members.ts';
import { STRANGERS } from './support/strangers.ts';
import { attacksIn, type Row, table, withTable } from './support/table.ts';

/**
 * Attacks Ana, a member in a process of its own on real sockets, with real keys and a real disk,
 * while she and Ben talk. `UPDATE_DOCS=1 npx vitest run tests/hostile` writes docs/attacks.md anew.
 */

const ATTACKS: readonly Attack[] = [...STRANGERS, ...MEMBERS, ...FLOODS];
const DOCUMENT = new URL('../../docs/attacks.md', import.meta.url);
const MIB = 1_048_576;
/** What the heap may have grown by once an attack is over: what people said meanwhile is kept. */
const MAX_HEAP_GROWTH = 12 * MIB;
/** The system gives pages back late, and an allocator keeps some. */
const MAX_RSS_GROWTH = 96 * MIB;
/**
 * What the whole suite may have left on the heap: some six thousand messages of a flood, two thousand
 * honest ones and three hundred people stay on the screen, 5 MiB; the rest is code that has been
 * compiled meanwhile. A leak of half a mebibyte an attack is too much.
 */
const MAX_HEAP_LEFT = 12 * MIB;
/** Ten seconds of silence, and somebody would count as lost. */
const MAX_DELAY_MS = 10_000;
const { UPDATE_DOCS } = process.env;

const dir = mkdtempSync(join(tmpdir(), 'parley-hostile-'));
const rows: Row[] = [];
let ana: MemberProcess;
let ben: MemberProcess;
let port = 0;
/** Ana with Ben, and nobody else. */
let calm: Measured;

beforeAll(async () => {
  ana = new MemberProcess('Ana', dir, []);
  ({ port } = await ana.told('joined'));
  ben = new MemberProcess('Ben', dir, [port]);
  await Promise.all([ana.told('came', ({ name }) => name === 'Ben'), ben.told('joined')]);
  calm = await ana.measure();
}, 60_000);

afterAll(async () => {
  await Promise.all([ana.leave(), ben.leave()]);
  rmSync(dir, { recursive: true, force: true });
  if (UPDATE_DOCS) {
    writeFileSync(DOCUMENT, withTable(readFileSync(DOCUMENT, 'utf8'), table(rows)));
  }
}, 30_000);

describe('an honest pair talks on, nothing is lost, and memory and sockets come back', () => {
  test.each(ATTACKS)(
    '$name',
    async (attack) => {
      const before = await ana.measure();
      const chat = new Chat(ana, ben);
      const outcome = await attack.run({ ana, ben, port });
      const { said, heard, twice, worstMs } = await chat.stop();
      expect({ heard, twice }).toEqual({ heard: said, twice: 0 });
      expect(worstMs).toBeLessThan(MAX_DELAY_MS);
      await ana.settled(isCalm);
      const after = await ana.collected(
        ({ heapBytes }) => heapBytes - before.heapBytes < MAX_HEAP_GROWTH,
      );
      expect([after.sockets, after.files]).toEqual([calm.sockets, calm.files]);
      expect(after.heapBytes - before.heapBytes).toBeLessThan(MAX_HEAP_GROWTH);
      expect(after.rssBytes - before.rssBytes).toBeLessThan(MAX_RSS_GROWTH);
      rows.push({ attack, outcome, said, worstMs, before, after });
    },
    40_000,
  );
});

test('after all of them nothing is left but what people said, and the pair has never missed each other', async () => {
  const after = await ana.collected(({ heapBytes }) => heapBytes - calm.heapBytes < MAX_HEAP_LEFT);
  expect(after.heapBytes - calm.heapBytes).toBeLessThan(MAX_HEAP_LEFT);
  expect(after.rssBytes - calm.rssBytes).toBeLessThan(MAX_RSS_GROWTH);
  expect([after.sockets, after.files]).toEqual([calm.sockets, calm.files]);
  expect(after.missed).toEqual([]);
  expect((await ben.measure()).missed).toEqual([]);
}, 40_000);

/** Nothing is open but what is when nobody attacks. */
function isCalm({ sockets, files }: Measured): boolean {
  return sockets === calm.sockets && files === calm.files;
}

test('the table in the document names every attack', () => {
  if (UPDATE_DOCS) return;
  expect(attacksIn(readFileSync(DOCUMENT, 'utf8'))).toEqual(ATTACKS.map(({ name }) => name));
});
