import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type JsonEvent, PeerProcess } from '../support/peer-process.ts';
import { tempDir } from '../support/temp-dir.ts';

test('every polite way to stop says goodbye and exits with code 0', async () => {
  const ways: Readonly<Record<string, (peer: PeerProcess) => void>> = {
    quit: (peer) => peer.type('/quit'),
    exit: (peer) => peer.type('exit'),
    'input-ended': (peer) => peer.endInput(),
    interrupted: (peer) => peer.kill('SIGINT'),
    terminated: (peer) => peer.kill('SIGTERM'),
  };
  const ana = await PeerProcess.join('Ana');
  const leavers = Object.keys(ways).map((name) => PeerProcess.join(name, ana.address));
  for (const [i, [name, leave]] of Object.entries(ways).entries()) {
    const peer = await leavers[i];
    if (peer === undefined) throw new Error('One peer for each way');
    const isIt = ({ peer: who }: JsonEvent) => (who as { name: string }).name === name;
    await ana.event('peer-joined', isIt);
    leave(peer);
    expect([name, await peer.exit()]).toEqual([name, { code: 0, signal: null }]);
    await ana.event('peer-left', isIt);
    expect([name, peer.stderr]).toEqual([name, '']);
  }
  expect(ana.all('peer-lost')).toEqual([]);
});

test.each([[['--json']], [[]]])(
  'a peer whose reader has gone says goodbye and exits with code 0, with options %j',
  async (options) => {
    const ana = await PeerProcess.join('Ana');
    const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', tempDir()];
    const command = ['--import', 'tsx', 'src/cli/index.ts', 'Ben', ana.address];
    const ben = spawn(process.execPath, [...command, ...place, ...options], { stdio: 'pipe' });
    onTestFinished(() => void ben.kill('SIGKILL'));
    let stderr = '';
    ben.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const exit = once(ben, 'exit');
    await ana.event('peer-joined');
    ben.stdout.destroy();
    ana.type('Is anybody reading this?');
    expect(await exit).toEqual([0, null]);
    expect(stderr).toBe('');
    expect(await ana.event('peer-left')).toMatchObject({ peer: { name: 'Ben' } });
    expect(ana.all('peer-lost')).toEqual([]);
  },
);

test('lines piped in from the very start are all sent before the peer leaves', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = PeerProcess.start('Ben', ana.address);
  for (let i = 0; i < 20; i++) ben.type(`line ${i}`);
  ben.endInput();
  expect(await ben.exit()).toEqual({ code: 0, signal: null });
  await ana.until(() => ana.all('message').length === 20, 'all twenty lines');
});

test('a bad command line is one sentence on standard error, and exit code 2', async () => {
  const dir = ['--data-dir', tempDir()];
  const lines: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [['--nonsense'], /nonsense/],
    [['--port', '70000'], /70000/],
    [['--peer', '10.0.0.300:1'], /10\.0\.0\.300/],
    [['--name', 'a\u0007b'], /name/],
    [['--no-listen', '--name', 'Ana'], /--no-listen/],
    [['--port', '0'], /name/],
  ];
  const started = lines.map(([args]) => new PeerProcess([...args, ...dir]));
  for (const [i, peer] of started.entries()) {
    const [args, sentence] = lines[i] ?? [[], /^$/];
    expect([args, await peer.exit()]).toEqual([args, { code: 2, signal: null }]);
    expect(peer.stdout).toBe('');
    expect(peer.stderr).toMatch(sentence);
    expect(peer.stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('a port that is taken is said, with exit code 1', async () => {
  const ana = await PeerProcess.join('Ana');
  const port = String(ana.address.split(':')[1]);
  const place = ['--host', '127.0.0.1', '--data-dir'];
  const ben = new PeerProcess([port, 'Ben', ...place, tempDir()]);
  const cleo = new PeerProcess([port, 'Cleo', '--json', ...place, tempDir()]);
  for (const peer of [ben, cleo]) {
    expect(await peer.exit()).toEqual({ code: 1, signal: null });
    expect(peer.stderr).toBe(`Port ${port} is taken by another program.\n`);
  }
  expect(cleo.events).toMatchObject([{ type: 'error', code: 'port-taken' }]);
});

test('a person is told once where their key lies, a program never', async () => {
  const dir = tempDir();
  const place = ['Ana', '--host', '127.0.0.1', '--port', '0', '--data-dir', dir];
  const program = new PeerProcess([...place, '--json']);
  await program.event('joined-group');
  program.type({ quit: true });
  await program.exit();
  expect(program.all('warning')).toEqual([]);
  const said: boolean[] = [];
  for (let start = 0; start < 2; start++) {
    const person = new PeerProcess(place);
    person.type('/quit');
    expect(await person.exit()).toEqual({ code: 0, signal: null });
    said.push(person.stdout.includes(`* Your key is kept in a file that only you can read`));
    expect(person.stderr).toBe('');
  }
  expect(said).toEqual([true, false]);
  expect(statSync(join(dir, 'identity')).mode & 0o777).toBe(0o600);
});

test('a profile whose key is in the key store of the window is said, with exit code 1', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'identity.sealed'), 'c2VhbGVk');
  const ana = new PeerProcess(['Ana', '--host', '127.0.0.1', '--port', '0', '--data-dir', dir]);
  expect(await ana.exit()).toEqual({ code: 1, signal: null });
  expect(ana.stderr).toBe(
    `The key of the profile ${dir} is in the key store of this computer. Only the window can open it there: use that, or another folder (--data-dir).\n`,
  );
  expect(existsSync(join(dir, 'identity'))).toBe(false);
});

test('a profile that is in use is said, with exit code 1', async () => {
  const dir = tempDir();
  const start = [
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--name',
    'Ana',
    '--data-dir',
    dir,
    '--json',
  ];
  const first = new PeerProcess(start);
  await first.event('joined-group');
  const second = new PeerProcess(start);
  expect(await second.exit()).toEqual({ code: 1, signal: null });
  expect(second.stderr).toContain(dir);
  expect(second.stdout).toBe('');
});

test.each(['--help', '--version'])(
  '%s answers on standard output and exits with code 0',
  async (option) => {
    const peer = new PeerProcess([option]);
    expect(await peer.exit()).toEqual({ code: 0, signal: null });
    expect(peer.stdout).toMatch(option === '--help' ? /--no-listen/ : /^\d+\.\d+\.\d+\n$/);
    expect(peer.stderr).toBe('');
  },
);

test('a person reads names and texts, with control characters shown and not obeyed', async () => {
  const ana = await PeerProcess.join('Ana');
  const ben = PeerProcess.start('Ben', ana.address);
  await ben.until(() => ben.stdout.includes('You joined'), 'word of joining');
  ana.type({ send: 'red \u001b[31m bell \u0007 turn \u202e back' });
  ana.type('second');
  await ben.until(() => ben.stdout.includes('second'), 'both messages');
  expect(ben.stdout).toContain('Ana: red ␛[31m bell ␇ turn [U+202E] back');
  expect([...ben.stdout].filter((c) => c !== '\n' && (c < ' ' || c === '\u202e'))).toEqual([]);
  ben.type('/peers');
  await ben.until(() => ben.stdout.includes('Ben (you)'), 'the list of people');
  expect(ben.stdout).toContain('  Ana: here');
  ben.type('/quit');
  expect(await ben.exit()).toEqual({ code: 0, signal: null });
});

test('history and identity outlive the process', async () => {
  const dir = tempDir();
  const start = ['Ana', '--host', '127.0.0.1', '--port', '0', '--data-dir', dir, '--json'];
  const before = new PeerProcess(start);
  before.type('remember this');
  const message = await before.event('message');
  before.kill('SIGKILL');
  await before.exit();
  const after = new PeerProcess(start);
  await after.event('joined-group');
  after.type({ history: 10 });
  const history = await after.event('history');
  expect(history['messages']).toMatchObject([
    { id: message['id'], text: 'remember this', own: true },
  ]);
});

test('a peer with nothing to read from goes on until it is told to stop', async () => {
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', tempDir()];
  const keeper = new PeerProcess(['Keeper', '--json', ...place], { stdin: 'ignore' });
  await keeper.event('joined-group');
  const ana = await PeerProcess.join('Ana', keeper.address);
  ana.type('Are you there?');
  await keeper.event('message');
  keeper.kill('SIGTERM');
  expect(await keeper.exit()).toEqual({ code: 0, signal: null });
});

test('two who met through a seed meet again without one after both have been restarted', async () => {
  const dirs = { Ana: tempDir(), Ben: tempDir() };
  const first = await PeerProcess.join('Ana', '--data-dir', dirs.Ana);
  const second = await PeerProcess.join('Ben', '--data-dir', dirs.Ben, first.address);
  await first.event('peer-joined');
  const portOf = (peer: PeerProcess): string => peer.address.split(':').at(-1) ?? '';
  for (const peer of [first, second]) {
    peer.type('/quit');
    expect(await peer.exit()).toEqual({ code: 0, signal: null });
  }
  const place = (peer: PeerProcess, dir: string) => ['--port', portOf(peer), '--data-dir', dir];
  const ana = await PeerProcess.join('Ana', ...place(first, dirs.Ana));
  const ben = await PeerProcess.join('Ben', ...place(second, dirs.Ben));
  const isHere = ({ peers }: JsonEvent) =>
    (peers as { state: string }[]).some(({ state }) => state === 'direct');
  await Promise.all([ana.event('roster', isHere), ben.event('roster', isHere)]);
  expect(ben.all('joined-group')).toMatchObject([{ created: true, known: true, via: null }]);
  ben.type('Here again');
  expect(await ana.event('message')).toMatchObject({ text: 'Here again' });
  expect([...ana.all('warning'), ...ben.all('warning')]).toEqual([]);
});

test('a terminal that is told of no group says in which it is, and how to be in another', async () => {
  const words = 'No group was named, so this is “lobby”. For another: --group NAME, or';
  const ana = PeerProcess.start('Ana');
  await ana.until(() => ana.stdout.includes(words), 'the note');
  const ben = PeerProcess.start('Ben', '--group', 'lobby');
  await ben.until(() => ben.stdout.includes('You are in “lobby”'), 'the group');
  ben.type('/quit');
  await ben.exit();
  expect(ben.stdout).not.toContain('No group was named');
});
