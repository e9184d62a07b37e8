import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { formatInvite, type Invite } from '../../src/core/invite.ts';
import { HELP, type LaunchOptions, parseLaunchOptions } from '../../src/host/launch-options.ts';

const NOTHING: LaunchOptions = {
  port: null,
  name: null,
  seeds: [],
  invite: null,
  host: null,
  group: null,
  secretFile: null,
  dataDir: null,
  listen: true,
  mesh: true,
  maxPerAddress: null,
  json: false,
  help: false,
  version: false,
};

function parsed(...argv: string[]): LaunchOptions | string {
  const result = parseLaunchOptions(argv);
  return result.ok ? result.value : result.error;
}

test('no options say nothing', () => {
  expect(parsed()).toEqual(NOTHING);
});

test('port, name and seeds may stand alone, in that order', () => {
  expect(parsed('8080', 'Andrea', '10.0.0.7:4242', '[::1]:5')).toEqual({
    ...NOTHING,
    port: 8080,
    name: 'Andrea',
    seeds: [
      { host: '10.0.0.7', port: 4242 },
      { host: '::1', port: 5 },
    ],
  });
});

const SEED = [{ host: 'a', port: 1 }];

const INVITE: Invite = {
  ...{ group: 'design', secret: 'ocean tiger lamp violin', room: null },
  addresses: [{ host: '10.0.0.7', port: 4242 }],
  invitedBy: 'ab'.repeat(32) as PeerId,
};

test.each([
  ['alone', (link: string) => ['8080', 'Ana', link]],
  ['as a seed', (link: string) => ['8080', 'Ana', '--peer', link]],
  ['where a name would stand', (link: string) => ['8080', link, '--name', 'Ana']],
])('an invite link is taken %s', (_, argv) => {
  expect(parsed(...argv(formatInvite(INVITE)))).toEqual({
    ...NOTHING,
    ...{ port: 8080, name: 'Ana', seeds: INVITE.addresses, invite: INVITE },
  });
});

test('two links that lead elsewhere are one sentence', () => {
  const other = formatInvite({ ...INVITE, group: 'lab' });
  expect(parsed(formatInvite(INVITE), other)).toMatch(/^These invite links are for different/);
});

test.each<[string[], Partial<LaunchOptions>]>([
  [['8080'], { port: 8080 }],
  [['Andrea'], { name: 'Andrea' }],
  [['Andrea', 'a:1'], { name: 'Andrea', seeds: SEED }],
  [['8080', 'a:1'], { port: 8080, seeds: SEED }],
  [['a:1'], { seeds: SEED }],
  [['--port', '0', 'Andrea'], { port: 0, name: 'Andrea' }],
  [['--name', 'Andrea', '8080', 'a:1'], { port: 8080, name: 'Andrea', seeds: SEED }],
  [['--port', '1', '42'], { port: 1, name: '42' }],
  [['--port=8080'], { port: 8080 }],
  [['--name', '  Ana  María '], { name: 'Ana María' }],
  [['--peer', 'a:1'], { seeds: SEED }],
  [['--peer', 'a:1', '--peer', 'b:2'], { seeds: [...SEED, { host: 'b', port: 2 }] }],
  [
    ['--peer', 'a:1', '--name', 'Z', 'b:2', 'A:1'],
    { name: 'Z', seeds: [{ host: 'b', port: 2 }, ...SEED] },
  ],
  [['--host', '127.0.0.1'], { host: '127.0.0.1' }],
  [['--host', '::1'], { host: '::1' }],
  [['--group', 'design'], { group: 'design' }],
  [['--secret-file', 'a file'], { secretFile: 'a file' }],
  [['--data-dir', 'a folder'], { dataDir: 'a folder' }],
  [['--no-listen', 'a:1'], { listen: false, seeds: SEED }],
  [['--no-mesh'], { mesh: false }],
  [['--max-per-address', '256'], { maxPerAddress: 256 }],
  [['--json'], { json: true }],
  [['--help'], { help: true }],
  [['--version'], { version: true }],
  [['--help', '--no-listen'], { help: true, listen: false }],
])('%j is understood', (argv, wanted) => {
  const options = parsed(...argv);
  if (typeof options === 'string') expect.fail(options);
  const { seeds, ...rest } = options;
  const { seeds: wantedSeeds = [], ...wantedRest } = wanted;
  const { seeds: _none, ...nothing } = NOTHING;
  expect(rest).toEqual({ ...nothing, ...wantedRest });
  expect(seeds).toHaveLength(wantedSeeds.length);
  expect(seeds).toEqual(expect.arrayContaining([...wantedSeeds]));
});

const NOT_AN_ADDRESS =
  '“ana.local” is not an address: write host:port, for example 192.168.1.20:4242.';

test.each([
  [['--port', 'http'], '“http” is not a port: use a number from 0 to 65535.'],
  [['99999', 'Andrea'], '“99999” is not a port: use a number from 0 to 65535.'],
  [['--port=-1'], '“-1” is not a port: use a number from 0 to 65535.'],
  [['--port='], 'Enter a port.'],
  [['--name='], 'Enter your name.'],
  [['8080', 'S\u202eam'], 'Your name holds an invisible or control character.'],
  [['--group='], 'Enter the group’s name.'],
  [['--host', 'a b'], '“a b” is not an address to listen on.'],
  [['--peer', '10.0.0.300:80'], '“10.0.0.300” is not an address.'],
  [['8080', '10.0.0.300:80'], '“10.0.0.300” is not an address.'],
  [['80x', 'Andrea'], '“80x” is not a port: use a number from 0 to 65535.'],
  [['8080', 'Ana', '--name', 'Bob'], 'The name is given twice.'],
  [['Ana', '--name', 'Bob', 'a:1'], 'The name is given twice.'],
  [['--name', 'Bob', '8080', 'Ana', 'a:1'], 'The name is given twice.'],
  [['--name', 'Bob', '--port', '1', 'Ana'], 'The name is given twice.'],
  [['8080', 'Ana', '--port', '8081'], 'The port is given twice.'],
  [['--port', '8081', '--name', 'Bob', '8080'], 'The port is given twice.'],
  [['--port', '8081', '8080', 'Ana', 'a:1'], 'The port is given twice.'],
  [['--name', 'Bob', '8080', 'ana.local'], NOT_AN_ADDRESS],
  [['--port', '1', 'Ana', 'ana.local'], NOT_AN_ADDRESS],
  ...['0', '257', 'many', '1.5'].map((most): [string[], string] => [
    ['--max-per-address', most],
    `--max-per-address takes a number from 1 to 256, not “${most}”.`,
  ]),
  [['--no-listen'], 'With --no-listen nobody can reach you: name at least one seed peer.'],
  [['--port'], "Option '--port <value>' argument missing."],
  [['--port', '--json'], "Option '--port' argument is ambiguous."],
  [['--json=yes'], "Option '--json' does not take an argument."],
  [['--colour'], "Unknown option '--colour'."],
  [['-x'], "Unknown option '-x'."],
])('%j is refused in one sentence', (argv, sentence) => {
  expect(parsed(...argv)).toBe(sentence);
});

test.each([
  ['8080', 'Andrea', 'nowhere'],
  ['8080', 'Andrea', 'host:port'],
  ['8080', 'Andrea', 'a:1', 'Ben'],
])('a seed that is no address is named: %s %s %s', (...argv) => {
  expect(parsed(...argv)).toMatch(/^“[^”]*” is not .*\.$/);
});

test('the help names every option and nothing that is refused', () => {
  const named = [...HELP.matchAll(/^ {2}(--[a-z-]+)( [A-Z][A-Z:]*)?|, (--[a-z]+)$/gm)];
  const options = named.map((match) => match[1] ?? match[3] ?? '');
  expect(options).toEqual(
    expect.arrayContaining([
      ...['--port', '--name', '--peer', '--host', '--group', '--secret-file', '--data-dir'],
      ...['--no-listen', '--no-mesh', '--max-per-address', '--json', '--help', '--version'],
    ]),
  );
  const refused = options.filter((option) =>
    String(parsed(option, '--help')).startsWith('Unknown'),
  );
  expect(refused).toEqual([]);
});
