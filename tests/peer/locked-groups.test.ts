import { expect, onTestFinished, test, vi } from 'vitest';
import type { Crypto } from '../../src/core/ports.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { cheapArgon2 } from '../support/cheap-argon2.ts';
import { at, Group, type Member } from '../support/group.ts';
import {
  invitedBy,
  lockedGroup,
  OTHER_SECRET,
  SECRET,
  typed,
  warningsOf,
} from '../support/locked.ts';

/** Ana in a locked group of hers. */
async function anaInDesign(group: Group = lockedGroup()): Promise<{ group: Group; ana: Member }> {
  return { group, ana: await group.start('ana', [], typed('design')) };
}

function roomOf(member: Member): string | undefined {
  return member.keyring.all[0]?.room;
}

test('whoever has the secret is in the group, typed or by an invite link', async () => {
  const { group, ana } = await anaInDesign();
  expect(ana.peer.state).toMatchObject({ group: 'design', locked: true });
  const ben = await group.start('ben', ['ana'], typed('design'));
  const cleo = await group.start('cleo', [], invitedBy(ana));
  await group.until(() => [ana, ben, cleo].every((m) => m.count('direct') === 2), 'all meet');
  await ben.say('Among ourselves');
  await group.until(() => cleo.texts.length === 1, 'Cleo reads Ben');
  expect(cleo.peer.state).toMatchObject({ locked: true, invitedBy: ana.id, answeredBy: ana.id });
  expect([ana, ben, cleo].flatMap(warningsOf)).toEqual([]);
  expect(new Set([ana, ben, cleo].map(roomOf)).size).toBe(1);
});

test('three kinds of strangers are told three things, and see nothing', async () => {
  const { group, ana } = await anaInDesign();
  await ana.say('Nobody else is to read this');
  const bare = await group.start('bare', ['ana']);
  const named = await group.start('named', ['ana'], typed('design', null));
  const wrong = await group.start('wrong', ['ana'], typed('design', OTHER_SECRET));
  const elsewhere = await group.start('elsewhere', ['ana'], typed('lab'));
  await group.quiet(60_000);

  const locked =
    'ana:4000 is in “design”, which is locked: joining needs its secret or an invite link.';
  expect(warningsOf(bare)).toEqual([locked]);
  expect(warningsOf(named)).toEqual([locked]);
  expect(warningsOf(wrong)).toEqual([
    'ana:4000 has another secret for “design”. Check the secret, or ask for the current invite link.',
  ]);
  expect(warningsOf(elsewhere)).toEqual(['ana:4000 is in “design”, not in “lab”.']);
  for (const stranger of [bare, named, wrong, elsewhere]) {
    expect(stranger.texts).toEqual([]);
    expect(stranger.roster).toEqual({});
  }
  expect(ana.roster).toEqual({});
  expect(ana.notices).toEqual([]);
});

test('who comes with a secret to an open group is told to come without', async () => {
  const group = lockedGroup();
  await group.start('ana', [], { group: 'design' });
  const ben = await group.start('ben', ['ana'], typed('design'));
  const cleo = await group.start('cleo', ['ana'], typed(null));
  const said = 'ana:4000 is in “design”, which is open: join it without a secret.';
  expect(warningsOf(ben)).toEqual([said]);
  expect(warningsOf(cleo)).toEqual([said]);
  expect(ben.peer.state).toMatchObject({ group: 'design', locked: true });
});

test('the wrong secret and then the right one: nothing of the first try is left', async () => {
  const { group, ana } = await anaInDesign();
  const first = await group.start('ben', ['ana'], typed('design', OTHER_SECRET));
  expect(first.peer.state).toMatchObject({ group: 'design', locked: true });
  await first.say('Said to nobody');
  await first.leave();
  const second = await group.start('ben', ['ana'], typed('design'), { as: first });
  await group.until(() => ana.count('direct') === 1, 'Ben is in');
  await ana.say('Hello, Ben');
  await group.until(() => second.texts.includes('Hello, Ben'), 'Ben reads Ana');
  expect(second.texts).toEqual(['Hello, Ben']);
  expect(ana.texts).toEqual(['Hello, Ben']);
});

test.each([
  ['the wrong secret', typed('design', OTHER_SECRET), typed('design'), /has another secret/],
  ['no secret', typed('design', null), typed('design'), /which is locked/],
  ['a needless one', typed('design'), typed('design', null), /which is open/],
])('with %s the sentence comes also when the seed is there later', async (_, bens, anas, said) => {
  const group = lockedGroup();
  const ben = await group.start('ben', ['ana'], bens);
  expect(warningsOf(ben)).toEqual([expect.stringMatching(/did not answer/)]);
  await group.start('ana', [], anas);
  await group.until(() => warningsOf(ben).length === 2, 'Ben is told', 60_000);
  expect(warningsOf(ben)[1]).toMatch(said);
});

test('a secret without a group’s name is tried on the group of the seed that answers', async () => {
  const { group, ana } = await anaInDesign();
  await group.start('dan', [], { group: 'lab' });
  const ben = await group.start('ben', ['dan', 'ana'], typed(null));
  expect(ben.peer.state).toMatchObject({ group: 'design', locked: true });
  expect(ben.all('joined-group')).toMatchObject([{ created: false, via: 'ana:4000' }]);
  await group.until(() => ana.count('direct') === 1, 'Ana sees Ben');
  expect(warningsOf(ben)).toEqual([
    'dan:4000 is in “lab”, which is open: join it without a secret.',
  ]);
});

test('seeds of other locked groups are tried too, and the right one is found', async () => {
  const { group } = await anaInDesign();
  await group.start('dan', [], typed('lab', OTHER_SECRET));
  const ben = await group.start('ben', ['dan', 'ana'], typed(null));
  expect(ben.peer.state).toMatchObject({ group: 'design' });
  expect(warningsOf(ben)).toEqual([
    'dan:4000 has another secret for “lab”. Check the secret, or ask for the current invite link.',
  ]);
});

test('a secret without a name and without a seed makes a locked lobby', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed(null));
  expect(ana.peer.state).toMatchObject({ group: 'lobby', locked: true });
  const open = await group.start('ben', ['ana']);
  expect(warningsOf(open)).toHaveLength(1);
  const cleo = await group.start('cleo', ['ana'], typed(null));
  expect(cleo.roster).toEqual({ ana: 'direct' });
});

test('two who start a locked group at the same time meet', async () => {
  const group = lockedGroup();
  const [ana, ben] = [group.member('ana'), group.member('ben')];
  const joins = Promise.all([
    ana.join({ ...typed('design'), seeds: [at('ben')] }),
    ben.join({ ...typed('design'), seeds: [at('ana')] }),
  ]);
  await group.run(joins, 'both join');
  await group.until(() => ana.count('direct') === 1 && ben.count('direct') === 1, 'they meet');
  await ana.say('There you are');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  expect([...warningsOf(ana), ...warningsOf(ben)]).toEqual([]);
});

test('members who do not reach each other talk through another, in a locked group as well', async () => {
  const { group, ana } = await anaInDesign();
  const dialling = { ...typed('design'), listen: false };
  const ben = await group.start('ben', ['ana'], dialling);
  const cleo = await group.start('cleo', ['ana'], dialling);
  await group.until(() => ben.count('relayed') === 1, 'Ben knows of Cleo');
  await ben.say('Through Ana');
  await group.until(() => cleo.texts.length === 1, 'Cleo reads Ben');
  await ana.leave();
  await group.quiet();
  expect(cleo.texts).toEqual(['Through Ana']);
});

test('whoever starts again by the same secret has the history, and meets the others', async () => {
  const { group, ana } = await anaInDesign();
  const ben = await group.start('ben', ['ana'], typed('design'));
  await ana.say('Before');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  await ben.leave();
  await ana.leave();
  const alone = await group.start('ben', [], typed('design'), { as: ben });
  expect(alone.texts).toEqual(['Before']);
  expect(alone.all('joined-group')).toMatchObject([{ created: true, known: true }]);
  const again = await group.start('ana', [], typed('design'), { as: ana });
  await group.until(() => again.count('direct') === 1, 'they find each other without a seed');
});

test('an open group and locked ones of the same name never mix', async () => {
  const { group, ana } = await anaInDesign();
  await ana.say('For those with the secret');
  await ana.leave();
  const open = await group.start('ana', [], typed('design', null), { as: ana });
  expect(open.texts).toEqual([]);
  await open.leave();
  const other = await group.start('ana', [], typed('design', OTHER_SECRET), { as: ana });
  expect(other.texts).toEqual([]);
  await other.leave();
  const again = await group.start('ana', [], typed('design'), { as: ana });
  expect(again.texts).toEqual(['For those with the secret']);
});

test('a seed that welcomes whoever has not said which group gets nothing of them', async () => {
  const group = lockedGroup();
  const heard: string[] = [];
  let calls = 0;
  await group.network.memory.transport('eve').listen({ host: null, port: 4_000 }, (connection) => {
    const call = ++calls;
    connection.start({
      data: (bytes) => {
        if (call === 1) heard.push(Buffer.from(bytes).toString('latin1'));
        const welcome = Buffer.from('{"answer":"welcome","version":1}');
        connection.write(Buffer.concat([Buffer.from([0, 0, 0, welcome.length]), welcome]));
      },
      drained: () => undefined,
      closed: () => undefined,
    });
  });
  const ben = await group.start('ben', ['eve'], typed(null));
  await group.quiet();
  expect(heard).toEqual([
    expect.stringContaining('"tag":null,"locked":true'),
    expect.stringMatching(/^....\{"answer":"refused","code":"bad-input","group":null,/s),
  ]);
  // Asked again for a group by name, it goes on as if it were one.
  expect(warningsOf(ben)).toEqual([
    'eve:4000 is not a Parley peer.',
    expect.stringMatching(/^eve:4000 is a Parley peer, but no link with it comes about/),
  ]);
});

test('strangers make us stretch the secret for few names, and for each of them once', async () => {
  const names: string[] = [];
  const group = new Group((identity, random): Crypto => {
    const crypto = sealedCrypto(identity, random, cheapArgon2);
    const groupKey: Crypto['groupKey'] = (name, secret) => {
      names.push(name);
      return crypto.groupKey(name, secret);
    };
    return { ...crypto, groupKey };
  });
  const hosts = Array.from({ length: 12 }, (_, i) => `host${i}`);
  for (const [i, host] of hosts.entries()) {
    await group.start(host, [], typed(`group ${i >> 1}`, OTHER_SECRET));
  }
  names.length = 0;
  const ben = await group.start('ben', hosts, typed(null));
  await group.quiet(120_000);
  expect(names.filter((name) => name !== 'lobby')).toEqual([
    'group 0',
    'group 1',
    'group 2',
    'group 3',
  ]);
  expect(names.filter((name) => name === 'lobby')).toHaveLength(1);
  expect(warningsOf(ben)).toHaveLength(12);
});

test('leaving while the key is being made is leaving', async () => {
  let finish = (): void => undefined;
  const group = new Group((identity, random) => {
    const crypto = sealedCrypto(identity, random, cheapArgon2);
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    return { ...crypto, groupKey: (name, s) => held.then(() => crypto.groupKey(name, s)) };
  });
  const ana = group.member('ana');
  const joining = ana.join(typed('design'));
  await group.quiet(10);
  await ana.leave();
  finish();
  expect(await group.run(joining, 'the join ends')).toMatchObject({ error: { code: 'left' } });
  expect(ana.all('joined-group')).toEqual([]);
});

test('a key that cannot be made is a sentence, and the port is free again', async () => {
  let fails = true;
  const group = new Group((identity, random) => {
    const crypto = sealedCrypto(identity, random, cheapArgon2);
    const groupKey: Crypto['groupKey'] = async (name, secret) => {
      if (fails) throw new Error('status: -1');
      return crypto.groupKey(name, secret);
    };
    return { ...crypto, groupKey };
  });
  const ana = group.member('ana');
  const joined = await group.run(ana.join(typed('design')), 'the join ends');
  expect(joined).toMatchObject({ ok: false, error: { code: 'key-failed' } });
  fails = false;
  const again = await group.run(ana.join(typed('design')), 'the second join ends');
  expect(again).toMatchObject({ ok: true });
});

test('no memory for the key of a group that a seed has named ends the joining with a sentence', async () => {
  let fails = false;
  const group = new Group((identity, random) =>
    sealedCrypto(identity, random, async (text, salt) => {
      if (fails) throw new Error('status: -1');
      return cheapArgon2(text, salt);
    }),
  );
  await group.start('ana', [], typed('design'));
  const ben = group.member('ben');
  fails = true;
  const refused = await group.run(ben.join({ ...typed(null), seeds: [at('ana')] }), 'it ends');
  expect(refused).toMatchObject({ ok: false, error: { code: 'key-failed' } });
  expect(ben.all('warning').map(({ code }) => code)).toEqual(['key-failed']);
  fails = false;
  const joined = await group.run(ben.join({ ...typed(null), seeds: [at('ana')] }), 'it ends');
  expect(joined).toMatchObject({ ok: true });
});

test('who cannot store the secret is in the group all the same, and is told', async () => {
  const group = lockedGroup();
  const ana = group.member('ana');
  const full = new Error('no space left on device');
  const disk = vi.spyOn(ana.keyring, 'keep').mockRejectedValue(full);
  onTestFinished(() => disk.mockRestore());
  const joined = await group.run(ana.join(typed('design')), 'Ana joins');
  expect(joined).toMatchObject({ ok: true });
  await ana.say('Here');
  expect(ana.all('warning')).toMatchObject([{ code: 'secret-not-stored' }]);
  expect(warningsOf(ana)).toEqual([expect.stringMatching(/could not be stored.*no space left/)]);
});

test('no state and no event tells the secret', async () => {
  const { group, ana } = await anaInDesign();
  const ben = await group.start('ben', [], invitedBy(ana));
  await group.quiet();
  const told = JSON.stringify([ana.events, ben.events, ana.peer.state, ben.peer.state]);
  expect(told).toContain('design');
  for (const secret of [SECRET, ...SECRET.split(' '), String(roomOf(ana))]) {
    expect(told).not.toContain(secret);
  }
});
