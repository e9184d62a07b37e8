import { expect, test } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { Author, page } from '../support/author.ts';
import { at, Group, type Member } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

/** Says many things at once; resolves once all are stored. */
async function sayMany(group: Group, member: Member, count: number, more = ''): Promise<void> {
  const texts = Array.from({ length: count }, (_, i) => `m ${i}${more}`);
  await group.run(Promise.all(texts.map((text) => member.peer.send(text))), `${count} messages`);
}

async function stranger(group: Group, host: string): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, host);
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

function groupOf(raw: RawPeer): string {
  const { group } = raw.said('hello') as { group: { id: string } };
  return group.id;
}

test('where all hold the same, neighbours compare one hash and tell nothing more', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben', 'cleo');
  await sayMany(group, ana, 30);
  await group.quiet(1_000);
  group.network.frames.splice(0);
  await group.quiet(60_000);
  const count = (type: string): number => group.network.messages(type).length;
  expect(count('have') + count('entries') + count('want')).toBe(0);
  // One neighbour every five seconds each, and three of them.
  expect(count('digest')).toBeGreaterThanOrEqual(33);
  expect(count('digest')).toBeLessThanOrEqual(39);
});

test('a newcomer sees the newest first, then all the rest, each once and in its place', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await sayMany(group, ana, 3_000);
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ben.told.length > 0, 'Ben sees something');
  const first = ben.all('message').map(({ text }) => text);
  expect(first.slice(0, 200)).toEqual(ana.texts.slice(-200));
  await group.until(() => ben.texts.length === 3_000, 'Ben has all', 60_000);
  expect(ben.texts).toEqual(ana.texts);
  expect(new Set(ben.told).size).toBe(3_000);
  expect(ben.told).toHaveLength(3_000);
  expect(ben.all('message').some(({ late }) => late)).toBe(false);
});

test('what was fetched ahead is there after a restart in the middle, and nothing twice', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await sayMany(group, ana, 3_000);
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ben.texts.length >= 200, 'Ben sees the newest');
  group.network.cut('ana', 'ben');
  await ben.leave();
  expect(ben.events.some((event) => event.type === 'message')).toBe(true);
  const again = await group.start('ben', [], {}, { as: ben });
  expect(again.texts.at(-1)).toBe('m 2999');
  again.peer.connect('ana:4000');
  const history = async (): Promise<readonly string[]> =>
    (await group.run(again.peer.history(9_999), 'history')).map(({ text }) => text);
  await group.until(() => again.count('direct') === 1, 'Ben is back');
  await group.quiet(20_000);
  expect(await history()).toEqual(ana.texts);
  expect(new Set(again.told).size).toBe(again.told.length);
});

test('who catches up on much is told how far it has come, to the end', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await sayMany(group, ana, 3_000);
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ben.texts.length === 3_000, 'Ben has all', 60_000);
  await group.quiet(1_000);
  const told = ben.all('catching-up').map(({ done, total }) => [done, total] as const);
  expect(told[0]).toEqual([0, 3_001]);
  expect(told.at(-1)).toEqual([3_001, 3_001]);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  expect(ben.peer.state.catchUp).toBeNull();
  expect(ana.all('catching-up')).toEqual([]);
});

test('a few messages missed are fetched without a word about it', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await sayMany(group, ana, 150);
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ben.texts.length === 150, 'Ben has all');
  expect(ben.all('catching-up')).toEqual([]);
  expect(ben.all('message').map(({ text }) => text)).toEqual(ana.texts);
});

test('who is cut off from one holder goes on with another where it stopped', async () => {
  const group = new Group();
  const [ana, cleo] = await group.mesh('ana', 'cleo');
  await sayMany(group, ana, 3_000, ' '.padEnd(1_000, 'x'));
  await group.until(() => cleo.texts.length === 3_000, 'Cleo has all', 60_000);
  await ana.leave();
  const ben = await group.start('ben', ['cleo'], { mesh: false });
  await group.until(() => ben.texts.length > 200, 'Ben has a part', 60_000);
  await cleo.leave();
  const had = ben.texts.length;
  expect(had).toBeLessThan(3_000);
  await group.run(ana.join({ seeds: [] }), 'Ana is back');
  ben.peer.connect('ana:4000');
  group.network.frames.splice(0);
  await group.until(() => ben.texts.length === 3_000, 'Ben has all', 60_000);
  expect(ben.told).toHaveLength(3_000);
  const log = ben.told[0]?.replace(/\.\d+$/, '');
  const asked = group.network
    .messages('want')
    .filter(({ from }) => from === 'ben')
    .flatMap(({ message }) => message?.['heads'] as (readonly [log: string, after: number])[])
    .filter(([wanted]) => wanted === log);
  expect(asked[0]?.[1]).toBeGreaterThan(100);
});

test('an author who says two different things in one place is found out by both who meet', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben');
  const [one, other] = [await stranger(group, 'ana'), await stranger(group, 'ben')];
  const [author, twin] = [new Author(77), new Author(77)];
  const id = groupOf(one);
  one.message(PAGE, page(id, 'live', [author.run(id, ['the same', 'to Ana'])]));
  other.message(PAGE, page(id, 'live', [twin.run(id, ['the same', 'to Ben'])]));
  await group.until(() => ana.texts.length === 2 && ben.texts.length === 2, 'each reads their own');
  one.destroy();
  other.destroy();
  ben.peer.connect('ana:4000');
  const warned = (member: Member): boolean =>
    member.all('warning').some(({ code }) => code === 'two-histories');
  await group.until(() => warned(ana) && warned(ben), 'both are told', 20_000);
  await group.quiet(30_000);
  expect(ana.texts).toEqual(['the same', 'to Ana']);
  expect(ben.texts).toEqual(['the same', 'to Ben']);
  for (const member of [ana, ben]) {
    expect(member.all('warning').filter(({ code }) => code === 'two-histories')).toHaveLength(1);
    expect(await member.store.forks(id as never)).toEqual([author.log]);
  }
  // The quarrel is that author's only.
  await ana.say('are you there?');
  await group.until(() => ben.texts.includes('are you there?'), 'Ben reads on');
});

test('what follows a contradiction is not taken in, and harms no link', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await stranger(group, 'ana');
  const [author, twin] = [new Author(77), new Author(77)];
  const id = groupOf(raw);
  raw.message(PAGE, page(id, 'live', [author.run(id, ['one', 'two'])]));
  twin.run(id, ['one', 'other']);
  raw.message(PAGE, page(id, 'live', [twin.run(id, ['three'], { seq: 3 })]));
  raw.message(PAGE, page(id, 'live', [author.run(id, ['three'], { seq: 3 })]));
  await group.until(() => ben.texts.length > 1, 'Ben reads what came first');
  await group.quiet(10_000);
  expect(ana.texts).toEqual(['one', 'two']);
  expect(ben.texts).toEqual(['one', 'two']);
  expect(raw.closed).toBe(false);
  expect(ana.all('warning')).toMatchObject([{ code: 'two-histories', about: author.id }]);

  await ana.leave();
  await group.run(ana.join({ seeds: [at('ben')] }), 'Ana starts again');
  const again = await stranger(group, 'ana');
  again.message(PAGE, page(id, 'live', [author.run(id, ['three'], { seq: 3 })]));
  await group.quiet(1_000);
  expect(ana.texts).toEqual(['one', 'two']);
});

/** An author's two histories, of which Ana has one and Ben the other, before the two meet. */
async function twoHistories(
  toAna: readonly string[],
  toBen: readonly string[],
): Promise<{ group: Group; ana: Member; ben: Member; id: string; author: Author }> {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben');
  const [one, other] = [await stranger(group, 'ana'), await stranger(group, 'ben')];
  const author = new Author(77);
  const id = groupOf(one);
  one.message(PAGE, page(id, 'live', [author.run(id, toAna)]));
  other.message(PAGE, page(id, 'live', [new Author(77).run(id, toBen)]));
  await group.until(
    () => ana.texts.length === toAna.length && ben.texts.length === toBen.length,
    'each reads their own',
  );
  one.destroy();
  other.destroy();
  return { group, ana, ben, id, author };
}

function warned(member: Member): number {
  return member.all('warning').filter(({ code }) => code === 'two-histories').length;
}

test('whoever holds the longer of two histories hears of the shorter one', async () => {
  const { group, ana, ben, id, author } = await twoHistories(
    ['the same', 'to Ana', 'and more', 'and more'],
    ['the same', 'to Ben'],
  );
  ben.peer.connect('ana:4000');
  await group.until(() => warned(ana) + warned(ben) === 2, 'both are told', 20_000);
  await group.quiet(10_000);
  expect(ana.texts).toHaveLength(4);
  expect(ben.texts).toEqual(['the same', 'to Ben']);
  for (const member of [ana, ben]) {
    expect(await member.store.forks(id as never)).toEqual([author.log]);
  }
  // Whoever comes later has one of the two, and knows of the other.
  const cleo = await group.start('cleo', ['ana']);
  await group.until(() => warned(cleo) === 1, 'Cleo is told', 20_000);
  expect(cleo.texts.length).toBeGreaterThan(1);
  await group.quiet(10_000);
  // And all agree again, whatever they hold of it.
  group.network.frames.splice(0);
  await group.quiet(30_000);
  for (const type of ['have', 'forked', 'doubt', 'want', 'entries']) {
    expect(group.network.messages(type)).toEqual([]);
  }
  expect([warned(ana), warned(ben), warned(cleo)]).toEqual([1, 1, 1]);
});

test('a history that goes on from another one than was fetched ahead of it is a contradiction', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  const id = groupOf(raw);
  const [author, twin] = [new Author(77), new Author(77)];
  const texts = Array.from({ length: 600 }, (_, i) => `m ${i + 1}`);
  author.run(id, texts);
  const ahead = author.run(id, ['599', '600'], { seq: 599, at: 1_700_000_000_599 });
  const before = twin.run(id, texts.slice(0, 598));
  const others = twin.run(id, ['other 599', 'other 600'], { seq: 599, at: 1_700_000_000_599 });
  raw.say({ t: 'have', of: raw.id, heads: [[author.log, 600, twin.mark(600)]] });
  await group.until(() => raw.said('recent') !== undefined, 'the first question');
  raw.message(PAGE, page(id, 'recent', [ahead], raw.asked));
  await group.until(() => raw.said('want') !== undefined, 'the second question');
  raw.message(PAGE, page(id, 'page', [before, others], raw.asked));
  await group.until(() => warned(ana) === 1, 'Ana is told', 2_000);
  expect(ana.texts).toContain('600');
  expect(ana.texts).not.toContain('other 600');
});

test('a neighbour is believed no contradiction that it cannot show', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.say('hello');
  await group.until(() => ana.texts.length === 1, 'Ana reads Ben');
  const raw = await stranger(group, 'ana');
  const id = groupOf(raw);
  const [log] = ana.told.map((told) => told.replace(/\.\d+$/, ''));
  raw.say({ t: 'forked', logs: [log, new Author(5).log] });
  await group.until(() => raw.said('doubt') !== undefined, 'Ana asks');
  raw.message(PAGE, page(id, 'proof', [raw.author.run(id, ['nothing to do with it'])]));
  await group.quiet(30_000);
  expect(warned(ana)).toBe(0);
  expect(raw.heard.filter(({ t }) => t === 'doubt').every((said) => said['log'] === log)).toBe(
    true,
  );
  await ben.say('still here');
  await group.until(() => ana.texts.length === 2, 'Ana reads on');
});

test('heads of nothing, which nobody has, are not asked for', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  const invented = Array.from({ length: 200 }, (_, i) => [new Author(i).log, 0, 'ab'.repeat(8)]);
  raw.say({ t: 'have', of: raw.id, heads: invented });
  await group.quiet(1_000);
  expect(raw.heard.filter(({ t }) => t === 'want')).toEqual([]);
  expect(raw.closed).toBe(false);
  expect(ana.all('warning')).toEqual([]);
});

test('made-up members are not believed to have anything', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  await ana.say('who has it?');
  const [, log, seq] = /^(.*)\.(\d+)$/.exec(ana.told[0] ?? '') ?? [];
  for (let i = 1; i <= 600; i++) {
    const of = i.toString(16).padStart(64, '0');
    raw.say({ t: 'have', of, heads: [[log, Number(seq), 'ab'.repeat(8)]] });
  }
  await group.quiet(1_000);
  expect(ana.all('held')).toEqual([]);
  raw.say({ t: 'have', of: raw.id, heads: [[log, Number(seq), 'ab'.repeat(8)]] });
  await group.until(() => ana.all('held').length === 1, 'a neighbour is believed');
});

test('who leaves while others go on talking has left in a moment', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  const id = groupOf(raw);
  let seq = 0;
  const talk = (): void => {
    seq += 1;
    raw.message(PAGE, page(id, 'live', [raw.author.run(id, [`m ${seq}`], { seq })]));
  };
  const endless = (): void => {
    if (raw.closed || seq > 5_000) return;
    talk();
    group.clock.after(1, endless);
  };
  endless();
  await group.quiet(100);
  await group.run(ana.peer.leave(), 'Ana leaves', 3_000);
  expect(seq).toBeLessThan(5_000);
});

test('what was asked on a link that another one has replaced is asked again at once', async () => {
  const group = new Group();
  await group.start('ana');
  const old = await stranger(group, 'ana');
  old.author.run(groupOf(old), ['hello']);
  const offer = { t: 'have', of: old.id, heads: [[old.author.log, 1, old.author.mark(1)]] };
  old.say(offer);
  await group.until(() => old.said('want') !== undefined, 'the question');
  const fresh = await stranger(group, 'ana');
  fresh.say(offer);
  await group.until(() => fresh.said('want') !== undefined, 'the same question', 1_000);
});

/** A head of a log that does not exist, or not so far. */
function phantom(who: number, seq = 9_000_000_000_000): readonly unknown[] {
  return [new Author(who).log, seq, 'ab'.repeat(8)];
}

test('offers of what does not exist are no catching up for long, and no nonsense', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  raw.say({ t: 'have', of: raw.id, heads: Array.from({ length: 200 }, (_, i) => phantom(i + 1)) });
  await group.quiet(12_000);
  expect(ana.peer.state.catchUp).toBeNull();
  for (const { total } of ana.all('catching-up')) expect(total).toBeLessThanOrEqual(1_000_000);
  // Nor does it begin anew with each word of somebody who has given nothing.
  ana.events.splice(0);
  for (let i = 0; i < 10; i++) {
    raw.say({ t: 'have', of: raw.id, heads: [phantom(i + 1, 9_000_000_000_001 + i)] });
    await group.quiet(3_000);
  }
  expect(ana.all('catching-up')).toEqual([]);
});

test('who gives crumbs of what it offered is not believed, and keeps nobody from catching up', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  const id = groupOf(raw);
  const answer = (seq: number): void => {
    const run = raw.author.run(id, [`m ${seq}`], { seq });
    raw.message(PAGE, page(id, 'page', [run], raw.asked));
  };
  raw.say({ t: 'have', of: raw.id, heads: [[raw.author.log, 9_000_000_000, 'ab'.repeat(8)]] });
  await group.until(() => raw.said('recent') !== undefined, 'the first question');
  raw.message(PAGE, page(id, 'recent', [], raw.asked));
  for (let seq = 1; seq <= 6; seq++) {
    await group.quiet(1_000);
    answer(seq);
  }
  await group.quiet(1_000);
  expect(ana.peer.state.catchUp).toBeNull();
  const ben = await group.start('ben');
  await sayMany(group, ben, 300);
  ben.peer.connect('ana:4000');
  await group.quiet(1_000);
  answer(7);
  await group.until(() => ana.texts.length === 307, 'Ana has all of Ben’s', 1_000);
});

test('the answer to a closer look is not taken for the page that is waited for', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await stranger(group, 'ana');
  const id = groupOf(raw);
  const [author, other] = [new Author(77), new Author(78)];
  const known = author.run(id, ['one']);
  raw.message(PAGE, page(id, 'live', [known]));
  await group.until(() => ana.texts.length === 1, 'Ana reads it');
  // What she waits for is slow, and meanwhile another head looks like another history.
  other.run(id, ['two']);
  raw.say({ t: 'have', of: raw.id, heads: [[other.log, 1, other.mark(1)]] });
  await group.until(() => raw.said('want') !== undefined, 'the question');
  raw.say({ t: 'have', of: raw.id, heads: [[author.log, 1, 'ab'.repeat(8)]] });
  await group.quiet(100);
  expect(raw.said('doubt')).toEqual({ t: 'doubt', log: author.log });
  raw.message(PAGE, page(id, 'proof', [known]));
  await group.quiet(100);
  // The offer has not been taken for an empty one: what does not come is asked for again.
  const asked = (): number =>
    raw.heard.filter((said) => said['t'] === 'want' && JSON.stringify(said).includes(other.log))
      .length;
  expect(asked()).toBe(1);
  await group.until(() => asked() === 2, 'the question once more', 11_000);
});

/** A store that is slow to open. */
class SlowStore extends MemoryStore {
  open: () => void = () => undefined;
  readonly #opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  override async heads(id: GroupId): ReturnType<MemoryStore['heads']> {
    await this.#opened;
    return super.heads(id);
  }
}

test('bad input while the history is being opened ends that link, and not the joining', async () => {
  const group = new Group();
  const store = new SlowStore();
  const ana = group.member('ana', { store });
  const joining = ana.join();
  await group.quiet(1_000);
  const raw = await stranger(group, 'ana');
  const run = raw.author.run(groupOf(raw), ['hello']);
  raw.message(PAGE, page(groupOf(raw), 'live', [run.with(4, new Author(9).sign('0'))]));
  await group.quiet(1_000);
  store.open();
  expect((await group.run(joining, 'Ana joins')).ok).toBe(true);
  await group.until(() => raw.closed, 'the link ends');
  expect(raw.said('goodbye')).toMatchObject({ code: 'bad-input' });
});
