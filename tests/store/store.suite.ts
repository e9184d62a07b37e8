import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_REACTORS } from '../../src/core/amendments.ts';
import {
  type Chained,
  GENESIS,
  type Head,
  hashEntry,
  NO_HEAD,
  runSize,
} from '../../src/core/chain.ts';
import { type Entry, idOf } from '../../src/core/entry.ts';
import { logId } from '../../src/core/ids.ts';
import { compareOrder, type Ordered } from '../../src/core/order.ts';
import type { Store } from '../../src/core/ports.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import {
  AWKWARD_TEXTS,
  chained,
  entriesOf,
  entry,
  epoch,
  group,
  hashOf,
  log,
  peer,
  placeOf,
  run,
  runOf,
  short,
} from '../support/entries.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

const GROUP = group(1);
const PLENTY = 1_000_000;
/** After all that the tests say, ms since 1970. */
const LATEST = 1_800_000_000_000;

function headAt(seq: number, part: Partial<Entry> = {}): Head {
  return { seq, hash: hashOf(entry({ seq, ...part })) };
}

/** What every store must do. `open` gives a new empty one that the test's end closes. */
export function storeSuite(open: () => Store): void {
  test('an empty store has nothing', async () => {
    const store = open();
    expect([...(await store.heads(GROUP))]).toEqual([]);
    expect(await store.page(GROUP, [[log(1), 0]], PLENTY)).toEqual([]);
    expect(await store.newest(GROUP, 'line', 10, null)).toEqual([]);
  });

  test('entries come out as they went in, to the last field', async () => {
    const store = open();
    const far = entry({ seq: 2, hlc: [8.64e15, 2 ** 53 - 1], sentAt: 8.64e15 });
    const odd = entry({ seq: 3, hlc: [0, 0], sentAt: 0, kind: 'reaction', body: '' });
    const entries = [entry(), far, odd];
    await store.append(GROUP, chained(entries));
    expect(await store.page(GROUP, [[log(1), 0]], PLENTY)).toEqual([runOf(entries)]);
  });

  test.each(AWKWARD_TEXTS)('the text %j comes out as it went in', async (body) => {
    const store = open();
    await store.append(GROUP, chained([entry({ body })]));
    const [found] = await store.newest(GROUP, 'line', 1, null);
    expect(found?.body).toBe(body);
  });

  test('any text comes out as it went in', async () => {
    const store = open();
    let seq = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 50 }), async (body) => {
        seq += 1;
        await store.append(GROUP, chained([entry({ seq, body })]));
        const [found] = await store.page(GROUP, [[log(1), seq - 1]], PLENTY);
        expect(found?.entries[0]?.body).toBe(body);
      }),
    );
  });

  test('heads are the last sequence number of every log', async () => {
    const store = open();
    await store.append(
      GROUP,
      chained([
        ...run(1, 12),
        ...run(1, 3, { epoch: epoch(2) }),
        ...run(1, 5, { author: peer(2) }),
      ]),
    );
    expect(new Map(await store.heads(GROUP))).toEqual(
      new Map([
        [log(1), headAt(12)],
        [log(1, 2), headAt(3, { epoch: epoch(2) })],
        [log(2), headAt(5, { author: peer(2) })],
      ]),
    );
  });

  test('appending what is there changes nothing, even with another text', async () => {
    const store = open();
    await store.append(GROUP, chained(run(1, 3)));
    await store.append(GROUP, chained([...run(2, 4), ...run(4, 4)]));
    await store.append(GROUP, chained(run(1, 4, { body: 'forged' })));
    expect(await store.page(GROUP, [[log(1), 0]], PLENTY)).toEqual([runOf(run(1, 4))]);
  });

  test('appending nothing is fine', async () => {
    const store = open();
    await store.append(GROUP, chained([]));
    expect([...(await store.heads(GROUP))]).toEqual([]);
  });

  test('appending returns what was not there before, and nothing else', async () => {
    const store = open();
    expect(short(await store.append(GROUP, chained(run(1, 2))))).toEqual(['1.1.1', '1.1.2']);
    expect(short(await store.append(GROUP, chained(run(1, 3))))).toEqual(['1.1.3']);
    expect(short(await store.append(GROUP, chained(run(1, 3))))).toEqual([]);
  });

  test('what comes ahead of its log is there to be shown, and not handed on', async () => {
    const store = open();
    await store.append(GROUP, chained(run(1, 2)));
    expect(short(await store.append(GROUP, chained(run(8, 9))))).toEqual(['1.1.8', '1.1.9']);
    expect((await store.heads(GROUP)).get(log(1))?.seq).toBe(2);
    expect(short(await store.newest(GROUP, 'line', 9, null))).toHaveLength(4);
    expect(short(entriesOf(await store.page(GROUP, [[log(1), 0]], PLENTY)))).toHaveLength(2);
    expect(await store.page(GROUP, [[log(1), 7]], PLENTY)).toEqual([]);
    const rest = await store.append(GROUP, chained(run(3, 9)));
    expect(short(rest)).toEqual(['1.1.3', '1.1.4', '1.1.5', '1.1.6', '1.1.7']);
    expect((await store.heads(GROUP)).get(log(1))?.seq).toBe(9);
    expect(entriesOf(await store.page(GROUP, [[log(1), 0]], PLENTY))).toEqual(run(1, 9));
  });

  test('a run ends where its author has signed', async () => {
    const store = open();
    const signed = ({ seq }: Entry): boolean => seq % 4 === 0;
    await store.append(GROUP, chained(run(1, 12), signed));
    const room = (count: number): number => runSize(run(1, count));
    const page = async (after: number, bytes: number): Promise<readonly string[]> =>
      short(entriesOf(await store.page(GROUP, [[log(1), after]], bytes)));
    expect(await page(0, room(7))).toEqual(short(run(1, 4)));
    expect(await page(0, room(8))).toEqual(short(run(1, 8)));
    expect(await page(2, room(3))).toEqual(short(run(3, 4)));
    expect(await page(0, room(3))).toEqual([]);
    const [found] = await store.page(GROUP, [[log(1), 2]], PLENTY);
    expect(found).toEqual(runOf(run(3, 12)));
  });

  test('a log that is what was signed is not mended, and one that is not ends before that', async () => {
    const store = open();
    const crypto = plainCrypto(identityFromSeed(Buffer.alloc(32, 1)));
    let prev = GENESIS;
    const signed = run(1, 9, { author: crypto.self }).map((item): Chained => {
      prev = hashEntry(crypto, GROUP, prev, item);
      return { entry: item, hash: prev, sig: item.seq % 3 === 0 ? crypto.sign(prev) : null };
    });
    const mine = logId(crypto.self, epoch(1));
    const at = (seq: number): Head => ({ seq, hash: signed[seq - 1]?.hash ?? GENESIS });
    await store.append(GROUP, signed);
    expect(await store.mend(crypto, GROUP, mine)).toEqual(at(9));
    const forged = signed.map((each) =>
      each.entry.seq === 5 ? { ...each, entry: { ...each.entry, body: 'forged' } } : each,
    );
    await store.append(group(2), forged);
    // The group is part of what is signed.
    expect(await store.mend(crypto, group(2), mine)).toEqual(NO_HEAD);
    expect([...(await store.heads(group(2)))]).toEqual([]);
    const other = open();
    await other.append(GROUP, forged);
    expect(await other.mend(crypto, GROUP, mine)).toEqual(at(3));
    expect((await other.heads(GROUP)).get(mine)).toEqual(at(3));
    expect(short(await other.append(GROUP, signed)), 'all of it had been there').toEqual([]);
    expect((await other.heads(GROUP)).get(mine)).toEqual(at(9));
    const bodies = entriesOf(await other.page(GROUP, [[mine, 0]], PLENTY)).map(({ body }) => body);
    expect(bodies).not.toContain('forged');
  });

  test('evidence against a log is kept, one piece for each', async () => {
    const store = open();
    expect(await store.forks(GROUP)).toEqual([]);
    expect(await store.evidence(GROUP, log(1))).toBeNull();
    await store.keepFork(GROUP, log(1), runOf(run(2, 3)));
    await store.keepFork(GROUP, log(1), runOf(run(1, 3)));
    await store.keepFork(GROUP, log(2), runOf(run(1, 1, { author: peer(2) })));
    expect(await store.evidence(GROUP, log(1))).toEqual(runOf(run(2, 3)));
    expect((await store.forks(GROUP)).toSorted()).toEqual([log(1), log(2)]);
    expect(await store.forks(group(2))).toEqual([]);
  });

  test('the hash of every entry up to the head can be asked for', async () => {
    const store = open();
    const [first, second, third] = run(1, 3) as [Entry, Entry, Entry];
    await store.append(GROUP, chained([first, second]));
    await store.append(GROUP, chained([{ ...third, seq: 9 }]));
    expect(await store.hashAt(GROUP, log(1), 0)).toBe(GENESIS);
    expect(await store.hashAt(GROUP, log(1), 1)).toBe(hashOf(first));
    expect(await store.hashAt(GROUP, log(1), 2)).toBe(hashOf(second));
    expect(await store.hashAt(GROUP, log(1), 9)).toBeNull();
    expect(await store.hashAt(GROUP, log(5), 1)).toBeNull();
  });

  test('groups know nothing of each other', async () => {
    const store = open();
    await store.append(GROUP, chained(run(1, 2)));
    await store.append(group(2), chained(run(1, 1, { body: 'elsewhere', kind: 'text' })));
    expect((await store.heads(GROUP)).get(log(1))?.seq).toBe(2);
    expect((await store.heads(group(2))).get(log(1))?.seq).toBe(1);
    expect((await store.newest(group(2), 'line', 9, null)).map(({ body }) => body)).toEqual([
      'elsewhere',
    ]);
    expect(await store.page(group(3), [[log(1), 0]], PLENTY)).toEqual([]);
    expect(await store.newest(group(3), 'line', 9, null)).toEqual([]);
  });

  test('a page holds each wanted log from after a number on, oldest first', async () => {
    const store = open();
    await store.append(
      GROUP,
      chained([
        ...run(1, 12),
        ...run(1, 3, { author: peer(2) }),
        ...run(1, 3, { author: peer(3) }),
      ]),
    );
    const page = await store.page(
      GROUP,
      [
        [log(1), 9],
        [log(2), 1],
        [log(9), 0],
      ],
      PLENTY,
    );
    expect(page.map(({ prev }) => prev)).toEqual([
      hashOf(entry({ seq: 9 })),
      hashOf(entry({ seq: 1, author: peer(2) })),
    ]);
    expect(short(entriesOf(page))).toEqual(['1.1.10', '1.1.11', '1.1.12', '2.1.2', '2.1.3']);
  });

  test('a page ends before it would be too large', async () => {
    const store = open();
    const entries = run(1, 10);
    await store.append(GROUP, chained(entries));
    const three = runSize(entries.slice(0, 3));
    const wants = [[log(1), 0]] as const;
    expect(entriesOf(await store.page(GROUP, wants, three))).toHaveLength(3);
    expect(entriesOf(await store.page(GROUP, wants, three - 1))).toHaveLength(2);
  });

  test('page after page hands over everything once, in order, without gaps', async () => {
    const store = open();
    const entries = [...run(1, 1_500, { body: 'x' }), ...run(1, 700, { author: peer(2) })];
    await store.append(GROUP, chained(entries));
    const got = new Map([
      [log(1), 0],
      [log(2), 0],
    ]);
    const found: Entry[] = [];
    for (let size = 1; size > 0; ) {
      const page = entriesOf(await store.page(GROUP, [...got], 100_000));
      size = page.length;
      found.push(...page);
      for (const { author, seq } of page) got.set(log(author === peer(1) ? 1 : 2), seq);
      if (found.length > entries.length) break;
    }
    const by = (author: number): Entry[] => found.filter((each) => each.author === peer(author));
    expect([...by(1), ...by(2)]).toEqual(entries);
  });

  test('a log of more entries than a page has room for still comes in one piece', async () => {
    const store = open();
    await store.append(
      GROUP,
      chained([...run(1, 1_200, { body: 'x' }), ...run(1, 5, { author: peer(2) })]),
    );
    const page = entriesOf(await store.page(GROUP, [[log(1), 0]], PLENTY));
    expect(page.map(({ seq }) => seq)).toEqual(page.map((_, i) => i + 1));
    expect(page.length).toBeGreaterThan(1_000);
  });

  test('the newest and the oldest come in display order, whatever order they were appended in', async () => {
    const place = fc.tuple(fc.nat(3), fc.nat(2), fc.integer({ min: 1, max: 3 }), fc.nat(2));
    const entries = fc.uniqueArray(
      place.map(([wall, counter, author, start]) =>
        entry({
          author: peer(author),
          epoch: epoch(start),
          hlc: [wall, counter],
          seq: wall * 3 + counter + 1,
        }),
      ),
      { selector: (each) => placeOf(each).id, maxLength: 20 },
    );
    let number = 100;
    const store = open();
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(20), async (all, limit) => {
        number += 1;
        await store.append(group(number), chained(all));
        const wanted = all.toSorted((a, b) => compareOrder(placeOf(a), placeOf(b)));
        const asked = limit + 1;
        expect(short(await store.newest(group(number), 'line', asked, null))).toEqual(
          short(wanted.slice(-asked)),
        );
        expect(short(await store.oldest(group(number), 'line', asked, null))).toEqual(
          short(wanted.slice(0, asked)),
        );
      }),
    );
  });

  test('of the newest none are had where none are asked for', async () => {
    const store = open();
    await store.append(GROUP, chained(run(1, 3)));
    expect(await store.newest(GROUP, 'line', 0, null)).toEqual([]);
  });

  test('going back from the oldest shown, every message comes once, ties included', async () => {
    const store = open();
    const tied = [1, 2, 3, 4].flatMap((author) =>
      [1, 2, 3].map((seq) => entry({ author: peer(author), seq, hlc: [seq, 0] })),
    );
    await store.append(
      GROUP,
      chained([...tied, entry({ author: peer(9), kind: 'profile', hlc: [2, 0] })]),
    );
    const found: Entry[] = [];
    let before: Ordered | null = null;
    do {
      const page: readonly Entry[] = await store.newest(GROUP, 'line', 5, before);
      found.unshift(...page);
      before = page[0] === undefined ? null : placeOf(page[0]);
    } while (before !== null && found.length <= tied.length);
    expect(short(found)).toEqual(
      short(tied.toSorted((a, b) => compareOrder(placeOf(a), placeOf(b)))),
    );
  });

  test('going on from the newest shown, every message comes once, ties included', async () => {
    const store = open();
    const tied = [1, 2, 3, 4].flatMap((author) =>
      [1, 2, 3].map((seq) => entry({ author: peer(author), seq, hlc: [seq, 0] })),
    );
    const profile = entry({ author: peer(9), kind: 'profile', hlc: [2, 0] });
    await store.append(GROUP, chained([...tied, profile]));
    const found: Entry[] = [];
    let after: Ordered | null = null;
    do {
      const page: readonly Entry[] = await store.oldest(GROUP, 'line', 5, after);
      found.push(...page);
      const last = page.at(-1);
      after = last === undefined ? null : placeOf(last);
    } while (after !== null && found.length <= tied.length);
    expect(short(found)).toEqual(
      short(tied.toSorted((a, b) => compareOrder(placeOf(a), placeOf(b)))),
    );
  });

  test('of the changes of an entry those that count are found, however many there are', async () => {
    const store = open();
    const [of, other] = [idOf(entry()), idOf(entry({ seq: 2 }))];
    const log = (author: number, said: readonly (readonly [string, string])[]): Entry[] =>
      said.map(([kind, body], i) => entry({ author: peer(author), seq: i + 11, kind, body }));
    const edits = Array.from({ length: 9 }, (_, i) => ['on-edit', `${of}\n${i}`] as const);
    const marks = Array.from({ length: 70 }, (_, i) => {
      return ['on-react', `${of}\n${i % 2 === 0 ? '+' : '-'}👍`] as const;
    });
    const own = log(1, [...edits, ['on-delete', of], ['on-delete', of], ['on-pin', of]]);
    const ahead = entry({ seq: 40, kind: 'on-edit', body: `${of}\nlater`, sentAt: LATEST + 1 });
    const led = entry({ seq: 41, kind: 'on-edit', body: `${of}\nled`, hlc: [3 * LATEST, 0] });
    const others = log(2, [['on-edit', `${of}\nmine`], ['on-delete', of], ...marks]);
    const third = log(3, [
      ['on-react', `${of}\n+👍`],
      ['on-react', `${other}\n+👍`],
      ['reply', `${of}\nyes`],
      ['on-later', 'about nothing'],
    ]);
    await store.append(GROUP, chained([...own, ahead, led, ...others, ...third]));
    await store.append(group(2), chained([entry({ seq: 99, kind: 'on-delete', body: of })]));
    const found = short(await store.changes(GROUP, [of], LATEST));
    expect(found.slice(0, 2)).toEqual(['1.1.19', '1.1.21']);
    expect(found.slice(2, -1)).toHaveLength(64);
    expect(found.slice(2, -1).sort()).toEqual(short(others.slice(-64)).sort());
    expect(found.at(-1)).toBe('3.1.11');
    expect(short(await store.changes(GROUP, [other], LATEST))).toEqual(['3.1.12']);
    expect(await store.changes(GROUP, [], LATEST)).toEqual([]);
    const newest = await store.edits(GROUP, of, LATEST, 2);
    expect(short(newest)).toEqual(['1.1.19', '1.1.18']);
    expect(short(await store.edits(GROUP, of, LATEST + 1, 1))).toEqual(['1.1.40']);
  });

  test('so many people’s reactions are found, and no more', async () => {
    const store = open();
    const of = idOf(entry());
    const people = Array.from({ length: MAX_REACTORS + 5 }, (_, i) =>
      entry({ author: peer(i + 2), kind: 'on-react', body: `${of}\n+👍` }),
    );
    await store.append(GROUP, chained(people.toReversed()));
    const found = await store.changes(GROUP, [of], LATEST);
    expect(found).toEqual(people.slice(0, MAX_REACTORS));
  });

  test('changes and lines are told apart by their kinds, known or not', async () => {
    const store = open();
    const kinds = ['text', 'reply', 'on-edit', 'poll', 'on-pin', 'profile'];
    await store.append(GROUP, chained(kinds.map((kind, i) => entry({ seq: i + 1, kind }))));
    expect(short(await store.newest(GROUP, 'change', 9, null))).toEqual(['1.1.3', '1.1.5']);
    expect(short(await store.newest(GROUP, 'line', 9, null))).toEqual(['1.1.1', '1.1.2', '1.1.4']);
  });

  test('entries are found by their ids, to the last field', async () => {
    const store = open();
    const said = [...run(1, 3), entry({ author: peer(2), kind: 'on-pin', body: '' })];
    await store.append(GROUP, chained(said));
    // Beyond the head too: it was fetched ahead of its log.
    const ahead = entry({ seq: 9 });
    await store.append(GROUP, chained([ahead]));
    const wanted = [said[3], said[1], ahead, entry({ seq: 4 })].map((each) => idOf(each as Entry));
    const found = await store.entries(GROUP, wanted);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([said[3], said[1], ahead]));
    expect(await store.entries(group(2), wanted)).toEqual([]);
    expect(await store.entries(GROUP, [])).toEqual([]);
  });

  test('of each member and log the last watermark is kept, for each group', async () => {
    const store = open();
    expect(await store.watermarks(GROUP)).toEqual([]);
    await store.keepWatermarks(GROUP, [
      [peer(2), log(1, 1), 3, 0],
      [peer(2), log(1, 2), 1, 0],
      [peer(3), log(1, 1), 2, 0],
    ]);
    await store.keepWatermarks(GROUP, [[peer(2), log(1, 1), 5, 4]]);
    await store.keepWatermarks(group(2), [[peer(2), log(1, 1), 9, 0]]);
    const byName = (await store.watermarks(GROUP)).map(String).sort();
    expect(byName).toEqual(
      [
        [peer(2), log(1, 1), 5, 4],
        [peer(2), log(1, 2), 1, 0],
        [peer(3), log(1, 1), 2, 0],
      ].map(String),
    );
  });

  test('of each log the first lines after a place come, and of every log at least the first', async () => {
    const store = open();
    const texts = run(1, 6);
    const others = [
      entry({ seq: 7, kind: 'profile' }),
      entry({ seq: 8, kind: 'on-edit' }),
      entry({ seq: 9, kind: 'action' }),
    ];
    await store.append(GROUP, chained([...texts, ...others]));
    await store.append(GROUP, chained(run(1, 3, { author: peer(2) })));
    const read = async (since: number, limit: number): Promise<readonly string[]> => {
      const after = [[log(1), 2] as const, [log(2), 1] as const];
      const found = await store.lines(GROUP, after, since, limit);
      for (const { id, hlc, sentAt } of found) {
        const seq = Number(id.split('.')[2]);
        expect([hlc[0], sentAt]).toEqual([1_700_000_000_000 + seq, 1_700_000_000_000 + seq]);
      }
      return found.map(({ id }) => `${id.slice(62, 64)} ${id.split('.')[2]}`);
    };
    expect(await read(0, 100)).toEqual(['01 3', '01 4', '01 5', '01 6', '01 9', '02 2', '02 3']);
    expect(await read(0, 2)).toEqual(['01 3', '01 4', '02 2']);
    expect(await read(1_700_000_000_005, 100)).toEqual(['01 5', '01 6', '01 9']);
    expect(await read(1_800_000_000_000, 100)).toEqual([]);
    expect(await store.lines(group(2), [[log(1), 0]], 0, 100)).toEqual([]);
  });

  test('lines since a moment are found in a log of any length, with gaps in it', async () => {
    const store = open();
    const seqs = [1, 2, 3, 10, 11, 12, 13, 40, 41, 100];
    await store.append(GROUP, chained(seqs.map((seq) => entry({ seq }))));
    for (const after of [0, 3, 12, 99]) {
      for (let since = 0; since <= 102; since++) {
        const found = await store.lines(GROUP, [[log(1), after]], 1_700_000_000_000 + since, 100);
        expect(found.map(({ id }) => Number(id.split('.')[2]))).toEqual(
          seqs.filter((seq) => seq > after && seq >= since),
        );
      }
    }
  });

  test('of each log it is kept how far it was seen, for each group', async () => {
    const store = open();
    expect(await store.seen(GROUP)).toEqual([]);
    await store.keepSeen(GROUP, [
      [log(1), 3],
      [log(2), 1],
    ]);
    await store.keepSeen(GROUP, [[log(1), 5]]);
    await store.keepSeen(group(2), [[log(1), 9]]);
    expect((await store.seen(GROUP)).map(String).sort()).toEqual([`${log(1)},5`, `${log(2)},1`]);
  });
}
