import { expect, test } from 'vitest';
import { type JsonEvent, PeerProcess } from '../support/peer-process.ts';

const PEER = { id: expect.stringMatching(/^[0-9a-f]{64}$/), name: expect.any(String) };
const MESSAGE = {
  id: expect.any(String),
  author: PEER,
  text: expect.any(String),
  sentAt: expect.any(Number),
  own: expect.any(Boolean),
  late: expect.any(Boolean),
  form: expect.stringMatching(/^(text|action|unknown)$/),
  deleted: expect.any(Boolean),
  reactions: expect.any(Array),
};

/** The fields that docs/terminal.md promises for each type of event. */
const PROMISED: Readonly<Record<string, object>> = {
  listening: { address: expect.any(String), addresses: expect.any(Array) },
  'joined-group': { group: expect.any(String), created: expect.any(Boolean) },
  roster: { peers: expect.any(Array) },
  'peer-joined': { peer: PEER },
  'peer-left': { peer: PEER },
  'peer-lost': { peer: PEER },
  'peer-back': { peer: PEER },
  message: MESSAGE,
  amended: MESSAGE,
  delivered: { id: expect.any(String), to: expect.any(Array) },
  warning: { code: expect.any(String), message: expect.any(String) },
  error: { code: expect.any(String), message: expect.any(String) },
  history: { messages: expect.any(Array) },
};

function expectPromisedFields(events: readonly JsonEvent[]): void {
  for (const event of events) {
    expect(event['at']).toSatisfy((at) => Math.abs(Number(at) - Date.now()) < 60_000);
    expect(Object.keys(PROMISED)).toContain(event.type);
    expect(event).toMatchObject(PROMISED[event.type] ?? {});
  }
}

const text = (wanted: string) => (event: JsonEvent) => event['text'] === wanted;

test('two peers tell of their meeting, talk and parting in the events that are promised', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = await PeerProcess.join('Ben', ana.address);
  expect(ana.all('joined-group')).toMatchObject([{ group: 'lobby', created: true, via: null }]);
  expect(ben.all('joined-group')).toMatchObject([
    { group: 'lobby', created: false, via: ana.address },
  ]);
  expect(ana.address).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(ana.all('listening')).toMatchObject([{ addresses: [ana.address] }]);
  expect(await ana.event('peer-joined')).toMatchObject({ peer: { name: 'Ben' } });

  ben.type('Hello, Ana');
  const received = await ana.event('message');
  const sent = await ben.event('message');
  expect(received).toMatchObject({ text: 'Hello, Ana', own: false, author: { name: 'Ben' } });
  expect(sent).toMatchObject({ id: received['id'], own: true, late: false });
  const anaId = (await ben.event('peer-joined'))['peer'] as { id: string };
  await ben.event('delivered', ({ id, to }) => id === sent['id'] && String(to) === anaId.id);
  const people = { peers: [{ id: anaId.id, name: 'Ana', state: 'direct' }] };
  expect(ben.all('roster').at(-1)).toMatchObject(people);

  ben.type({ quit: true });
  expect(await ben.exit()).toEqual({ code: 0, signal: null });
  expect(await ana.event('peer-left')).toMatchObject({ peer: { name: 'Ben' } });
  await ana.event('roster', ({ peers }) => JSON.stringify(peers).includes('"offline"'));
  for (const { events, stderr } of [ana, ben]) {
    expectPromisedFields(events);
    expect(stderr).toBe('');
  }
});

test('of three, the other two lose the one that is killed, and chat on', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = await PeerProcess.join('Ben', ana.address);
  const cleo = await PeerProcess.join('Cleo', ben.address);
  const three = [ana, ben, cleo];
  const full = ({ peers }: JsonEvent) => JSON.stringify(peers).split('"direct"').length === 3;
  await Promise.all(three.map((peer) => peer.event('roster', full)));
  cleo.kill('SIGKILL');
  const lost = await Promise.all([ana.event('peer-lost'), ben.event('peer-lost')]);
  for (const event of lost) expect(event).toMatchObject({ peer: { name: 'Cleo' } });
  expect([...ana.all('peer-left'), ...ben.all('peer-left')]).toEqual([]);
  ana.type('Cleo?');
  await ben.event('message', text('Cleo?'));
  expectPromisedFields([...ana.events, ...ben.events]);
});

test('standard input takes messages, commands as objects, and complains of neither in plain text', async () => {
  const ana = await PeerProcess.join('Ana');
  ana.type({ send: 'two\nlines {"quit": true}' });
  ana.type('/nonsense');
  ana.type('//as it is');
  ana.type('{"send":');
  ana.type({ dance: 1 });
  ana.type({ connect: 'not an address' });
  ana.type({ send: ' ' });
  ana.type('  spaces kept  ');
  await ana.event('message', text('  spaces kept  '));
  expect(ana.all('message').map((event) => event['text'])).toEqual([
    'two\nlines {"quit": true}',
    '/nonsense',
    '//as it is',
    '  spaces kept  ',
  ]);
  expect(ana.all('error').map(({ code }) => code)).toEqual([
    'bad-command',
    'bad-command',
    'address-invalid',
    'text-empty',
  ]);
  expectPromisedFields(ana.events);
});

test('the commands of a person are answered with events, and with nothing else', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = await PeerProcess.join('Ben');
  ben.type(`/connect ${ana.address}`);
  await ben.event('peer-joined');
  await ben.event('roster', ({ peers }) => JSON.stringify(peers).includes('"direct"'));
  const before = ben.all('roster');
  ben.type('/peers');
  ben.type('/help');
  const help = await ben.event('warning');
  expect(help).toMatchObject({
    code: 'help',
    message: expect.stringMatching(/^A command is .*"send"/),
  });
  const after = ben.all('roster');
  expect(after).toHaveLength(before.length + 1);
  expect(after.at(-1)).toMatchObject({ peers: before.at(-1)?.['peers'] });
  expect(ben.all('message')).toEqual([]);
  expectPromisedFields(ben.events);
  ben.type('/quit');
  expect(await ben.exit()).toEqual({ code: 0, signal: null });
});

test('a connect command dials, and says so where nobody is', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = await PeerProcess.join('Ben');
  ben.type({ connect: ana.address });
  expect(await ana.event('peer-joined')).toMatchObject({ peer: { name: 'Ben' } });
  ben.type({ connect: '127.0.0.1:1' });
  expect(String((await ben.event('warning'))['message'])).toContain('127.0.0.1:1');
});

test('a history command is answered by the newest messages in display order', async () => {
  const ana = await PeerProcess.join('Ana');
  for (let i = 0; i < 5; i++) ana.type(`message ${i}`);
  ana.type({ history: 3 });
  const answer = await ana.event('history');
  const messages = answer['messages'] as readonly JsonEvent[];
  expect(messages.map((message) => message['text'])).toEqual([
    'message 2',
    'message 3',
    'message 4',
  ]);
  for (const message of messages) expect(message).toMatchObject(MESSAGE);
  expect(messages).toMatchObject(
    ana
      .all('message')
      .slice(2)
      .map(({ id, author, sentAt }) => ({ id, author, sentAt })),
  );
  expect(ana.all('history')).toHaveLength(1);
});

test('five peers that are started at once all read what each of them says', async () => {
  const first = await PeerProcess.join('Peer0');
  const others = [1, 2, 3, 4].map((n) => PeerProcess.join(`Peer${n}`, first.address));
  const peers = [first, ...(await Promise.all(others))];
  for (const [i, peer] of peers.entries()) peer.type(`from ${i}`);
  const complete = (peer: PeerProcess) => peer.all('message').length >= peers.length;
  await Promise.all(peers.map((peer) => peer.until(() => complete(peer), 'all messages')));
  for (const peer of peers) {
    const texts = peer.all('message').map((event) => event['text']);
    expect(texts.toSorted()).toEqual(['from 0', 'from 1', 'from 2', 'from 3', 'from 4']);
  }
});

test('a program that blocks somebody hears nothing of them, passes it on, and has it afterwards', async () => {
  const hub = await PeerProcess.join('Hub');
  const dan = await PeerProcess.join('Dan', hub.address);
  const danId = (await hub.event('peer-joined'))['peer'] as { id: string };
  hub.type(JSON.stringify({ contact: danId.id, blocked: true }));
  hub.type('decided');
  await hub.event('message', text('decided'));
  dan.type('while blocked');
  await dan.event('delivered', ({ to }) => (to as readonly string[]).length === 1);
  hub.type('{"history": 10}');
  const texts = (event: JsonEvent) =>
    (event['messages'] as JsonEvent[]).map((each) => each['text']);
  expect(texts(await hub.event('history'))).toEqual(['decided']);
  hub.type(JSON.stringify({ contact: danId.id, blocked: false }));
  hub.type('{"history": 9}');
  const both = await hub.event('history', (event) => texts(event).length > 1);
  expect(texts(both)).toEqual(['decided', 'while blocked']);
  expect(hub.all('message').map((event) => event['text'])).toEqual(['decided']);
  hub.type(JSON.stringify({ contact: '00'.repeat(32), blocked: true }));
  expect(await hub.event('error')).toMatchObject({ code: 'nobody' });
});

test('a program answers, acts, edits, deletes and reacts, and hears of it as messages told anew', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = await PeerProcess.join('Ben', ana.address);
  ana.type('Lunch?');
  const { id } = await ben.event('message', text('Lunch?'));
  ben.type({ reply: id, text: 'Yes' });
  const reply = await ana.event('message', text('Yes'));
  expect(reply).toMatchObject({ quote: { id, text: 'Lunch?', author: { name: 'Ana' } } });
  ben.type({ act: 'runs' });
  expect(await ana.event('message', text('runs'))).toMatchObject({ form: 'action' });
  ben.type({ react: id, emoji: '👍' });
  const reacted = await ana.event('amended', (event) => String(event['id']) === id);
  expect(reacted).toMatchObject({ text: 'Lunch?', reactions: [{ emoji: '👍' }] });
  ana.type({ edit: id, text: 'Dinner?' });
  expect(await ben.event('amended', text('Dinner?'))).toMatchObject({ id, deleted: false });
  await ben.event('amended', ({ quote }) => JSON.stringify(quote ?? '').includes('Dinner?'));
  ben.type({ edit: id, text: 'Breakfast?' });
  expect(await ben.event('error')).toMatchObject({ code: 'message-not-yours' });
  ana.type({ delete: id });
  await ben.event('amended', ({ deleted }) => deleted === true);
  ben.type({ history: 9 });
  const { messages } = await ben.event('history');
  expect(messages).toMatchObject([{ deleted: true, text: '' }, { text: 'Yes' }, { text: 'runs' }]);
  for (const { events } of [ana, ben]) expectPromisedFields(events);
});
