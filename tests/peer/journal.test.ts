import { expect, test } from 'vitest';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { FakeJournal } from '../support/fake-journal.ts';
import { at, Group, type Member, PORT } from '../support/group.ts';
import { altering, type End, standBetween } from '../support/in-the-middle.ts';
import { RawPeer } from '../support/raw-peer.ts';

/** Of those who only dial, so that every byte goes through the middle. */
const DIALS_ONLY = { listen: false, mesh: false, group: 'lobby' };

function journalOf(): { journal: FakeJournal } {
  return { journal: new FakeJournal() };
}

test('a meeting and a parting can be followed in the log of either side, by link and by id', async () => {
  const group = new Group();
  const [hers, his] = [journalOf(), journalOf()];
  const ana = await group.start('ana', [], {}, hers);
  const ben = await group.start('ben', ['ana'], {}, his);
  await group.until(() => ana.count('direct') === 1, 'Ana sees Ben');
  await ben.leave();
  await group.until(() => ana.count('offline') === 1, 'Ana sees Ben go');

  expect(hers.journal.entries).toMatchObject([
    { event: 'joining', group: null, seeds: [] },
    { event: 'listening', addresses: ['ana:4000'] },
    { event: 'joined-group', self: ana.id, group: 'lobby', created: true },
    { event: 'connected', link: 1, way: 'in', address: expect.stringMatching(/^ben:/) },
    { event: 'link-up', link: 1, peer: ben.id, name: 'ben' },
    { event: 'peer-joined', peer: ben.id, name: 'ben' },
    { event: 'link-ended', link: 1, peer: ben.id, by: 'them', code: 'leaving' },
    { event: 'peer-left', peer: ben.id },
  ]);
  expect(his.journal.entries).toMatchObject([
    { event: 'joining', group: null, seeds: ['ana:4000'] },
    { event: 'listening' },
    { event: 'connected', link: 1, way: 'out', address: 'ana:4000' },
    { event: 'link-up', link: 1, peer: ana.id },
    { event: 'joined-group', created: false, via: 'ana:4000' },
    { event: 'peer-joined', peer: ana.id },
    { event: 'link-ended', link: 1, peer: ana.id, by: 'us', code: 'leaving' },
    { event: 'left-group' },
  ]);
});

test('nothing that was said is in it', async () => {
  const group = new Group();
  const { journal } = journalOf();
  const ana = await group.start('ana', [], {}, { journal });
  const ben = await group.start('ben', ['ana']);
  await ana.say('The treasure is under the oak');
  await ben.say('Whose treasure?');
  await group.until(() => ana.texts.length === 2 && ben.texts.length === 2, 'both read both');
  await ana.leave();
  expect(journal.entries.length).toBeGreaterThan(5);
  expect(JSON.stringify(journal.entries)).not.toContain('treasure');
});

test('somebody away is dialled for an hour, and written down once', async () => {
  const group = new Group();
  const { journal } = journalOf();
  await group.start('ana', ['nobody'], {}, { journal });
  await group.quiet(3_600_000);
  expect(group.network.dials.length).toBeGreaterThan(100);
  expect(journal.all('dial-failed')).toEqual([
    { event: 'dial-failed', to: 'nobody:4000', code: 'refused', reason: expect.any(String) },
  ]);
  expect(journal.all('warning')).toMatchObject([{ code: 'seed-unreachable' }]);
});

test('a link that bad input has ended has the same reason in both logs', async () => {
  const group = new Group(sealedCrypto);
  const [hers, his] = [journalOf(), journalOf()];
  const ana = await group.start('ana', [], { mesh: false, group: 'lobby' }, hers);
  let armed = false;
  await standBetween(
    group,
    'ana',
    altering((from, payload) => {
      if (!armed || from !== 'listener') return [payload];
      armed = false;
      return [payload.map((byte) => byte ^ 1)];
    }),
  );
  const ben = await group.start('ben', ['mallory'], DIALS_ONLY, his);
  await group.quiet();
  armed = true;
  await ana.say('Altered on the way');
  await group.until(() => his.journal.all('link-ended').length > 0, 'Ben ends the link');
  await group.until(() => hers.journal.all('link-ended').length > 0, 'Ana hears of it');

  const reason = 'This is not the next frame that the other end has sealed';
  const end = { event: 'link-ended', link: 1, code: 'bad-input', reason };
  expect(his.journal.all('link-ended')).toEqual([{ ...end, peer: ana.id, by: 'us' }]);
  expect(hers.journal.all('link-ended')).toEqual([{ ...end, peer: ben.id, by: 'them' }]);
});

test.each<[what: string, from: End, index: number]>([
  ['the preamble', 'dialler', 0],
  ['the answer', 'listener', 0],
  ['the first message of the handshake', 'dialler', 1],
  ['the second', 'listener', 1],
  ['the third', 'dialler', 2],
])(
  'so has one that ends because %s arrives changed, before anything is sealed',
  async (_, from, index) => {
    const group = new Group(sealedCrypto);
    const [hers, his] = [journalOf(), journalOf()];
    await group.start('ana', [], { mesh: false, group: 'lobby' }, hers);
    await standBetween(
      group,
      'ana',
      altering((end, payload, n) => [
        end === from && n === index
          ? payload.map((byte, i) => (i === 20 ? byte ^ 1 : byte))
          : payload,
      ]),
    );
    const ben = await group.start('ben', ['mallory'], DIALS_ONLY, his);
    await group.until(() => hers.journal.all('link-ended').length > 0, 'Ana is rid of it');
    const [mine] = his.journal.all('link-ended');
    const [theirs] = hers.journal.all('link-ended');
    expect([mine?.by, theirs?.by].toSorted()).toEqual(['them', 'us']);
    expect([mine?.code, theirs?.code]).toEqual(['bad-input', 'bad-input']);
    expect(mine?.reason).toBe(theirs?.reason);
    expect(mine?.reason).toMatch(/^[A-Z].{15,}/);
    expect(ben.all('warning').map(({ code }) => code)).toEqual([
      index === 0 && from === 'listener' ? 'seed-not-parley' : 'seed-link-failed',
    ]);
  },
);

test('whoever sends bad input is told the reason that is in the log', async () => {
  const group = new Group();
  const { journal } = journalOf();
  await group.start('ana', [], {}, { journal });
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  raw.say({ t: 'want', n: 1, heads: [['The treasure is under the oak', 1]] });
  await group.until(() => raw.closed, 'the link has ended');

  const [end] = journal.all('link-ended');
  expect(end).toMatchObject({ peer: raw.id, by: 'us', code: 'bad-input' });
  expect(raw.said('goodbye')).toMatchObject({ code: 'bad-input', message: end?.reason });
  expect(end?.reason).toBe('Bad control: heads.0.0 does not fit');
});

async function refusedBy(member: Member, journal: FakeJournal, group: Group): Promise<void> {
  await group.until(() => journal.all('link-ended').length > 0, `${member.name} refuses`);
}

test('a refusal is in both logs, with its code', async () => {
  const group = new Group();
  const [hers, his] = [journalOf(), journalOf()];
  const ana = await group.start('ana', [], { group: 'design' }, hers);
  await group.start('ben', [], { group: 'sales', seeds: [at('ana')] }, his);
  await refusedBy(ana, hers.journal, group);
  const end = { event: 'link-ended', link: 1, peer: null, code: 'other-group' };
  expect(hers.journal.all('link-ended')[0]).toMatchObject({ ...end, by: 'us' });
  expect(his.journal.all('link-ended')[0]).toMatchObject({ ...end, by: 'them' });
});

test('sleep and other addresses are written down', async () => {
  const group = new Group();
  const { journal } = journalOf();
  const ana = await group.start('ana', [], {}, { journal });
  await ana.moveTo('elsewhere');
  ana.peer.networkChanged();
  expect(journal.entries.slice(-2)).toMatchObject([
    { event: 'network-changed' },
    { event: 'listening', addresses: ['elsewhere:4000'] },
  ]);
});

test('a join that fails is written down with its reason', async () => {
  const group = new Group();
  const { journal } = journalOf();
  await group.start('ana');
  const ben = group.member('ben', { host: 'ana', journal });
  await group.run(ben.join(), 'Ben tries the same port');
  expect(journal.all('join-failed')).toMatchObject([{ code: 'port-taken' }]);
});

test('a link that is given up before it has come up is our own doing', async () => {
  const group = new Group();
  const { journal } = journalOf();
  await group.network.memory.transport('odd').listen({ host: null, port: PORT }, (caller) => {
    caller.start({ data: () => undefined, drained: () => undefined, closed: () => undefined });
  });
  await group.start('ana', ['odd'], {}, { journal });
  await group.run(group.members[0]?.peer.leave() ?? Promise.resolve(), 'Ana leaves');
  expect(journal.all('link-ended').at(-1)).toMatchObject({
    peer: null,
    by: 'us',
    code: 'given-up',
  });
});
