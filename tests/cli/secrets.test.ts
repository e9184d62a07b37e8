import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shows } from '../support/looks.ts';
import { PeerProcess } from '../support/peer-process.ts';
import { filesWith } from '../support/profile-files.ts';
import { tap } from '../support/tap.ts';
import { tempDir } from '../support/temp-dir.ts';

const SECRET = 'walrus umbrella trombone 4711 quince';
const WRONG = 'gherkin parachute accordion 8128 yodel';

/** What everybody on the computer can see of a program, and what its own account can. */
function seenOf({ pid }: PeerProcess): Buffer {
  return Buffer.concat(['cmdline', 'environ'].map((part) => readFileSync(`/proc/${pid}/${part}`)));
}

function fileWith(secret: string): string {
  const path = join(tempDir(), 'secret');
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return path;
}

/** A terminal peer whose secret, or invite, lies in a file; not waited for. */
function start(dir: string, name: string, ...args: readonly string[]): PeerProcess {
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', dir];
  return new PeerProcess(['--name', name, ...place, '--json', ...args]);
}

test.runIf(process.platform === 'linux')(
  'the secret of a locked group is in one file of a profile and nowhere else: no command line, log or wire',
  async () => {
    const [hers, his, stranger] = [tempDir(), tempDir(), tempDir()];
    const group = ['--group', 'kitchen', '--secret-file'];
    const ana = start(hers, 'Ana', ...group, fileWith(SECRET));
    await ana.event('joined-group');
    const wire = await tap(Number(ana.address.split(':').at(-1)));
    const seed = `127.0.0.1:${wire.port}`;
    const dials = ['--no-listen', '--no-mesh', seed];
    const ben = start(his, 'Ben', ...dials, ...group, fileWith(SECRET));
    await ben.event('joined-group', ({ created }) => created === false);
    const eve = start(stranger, 'Eve', ...dials, ...group, fileWith(WRONG));
    await eve.event('warning', ({ code }) => code === 'seed-wrong-secret');
    ana.type('Hello, Ben');
    await ben.event('message');

    for (const peer of [ana, ben, eve]) {
      const seen = seenOf(peer);
      expect(shows(seen, '--secret-file')).toBe(true);
      expect([shows(seen, SECRET), shows(seen, WRONG)]).toEqual([false, false]);
    }
    for (const peer of [ben, eve, ana]) peer.type('/quit');
    for (const peer of [ben, eve, ana]) await peer.exit();

    for (const dir of [hers, his]) {
      expect(filesWith(dir, SECRET)).toEqual(['memberships']);
      expect(statSync(join(dir, 'memberships')).mode & 0o777).toBe(0o600);
    }
    expect(filesWith(hers, WRONG)).toEqual([]);
    expect(filesWith(stranger, SECRET)).toEqual([]);
    for (const { stdout, stderr } of [ana, ben, eve]) {
      const said = Buffer.from(stdout + stderr);
      expect([shows(said, SECRET), shows(said, WRONG)]).toEqual([false, false]);
    }
    const captures = wire.captures();
    expect(captures.length).toBeGreaterThanOrEqual(2);
    for (const { bytes } of captures) {
      expect([shows(bytes, SECRET), shows(bytes, WRONG), shows(bytes, 'Hello, Ben')]).toEqual([
        false,
        false,
        false,
      ]);
    }
  },
);

test.runIf(process.platform === 'linux')(
  'an invite link that was passed on the command line is in no list of programs, and in no log',
  async () => {
    const [hers, his] = [tempDir(), tempDir()];
    const ana = start(hers, 'Ana', '--group', 'kitchen', '--secret-file', fileWith(SECRET));
    await ana.event('joined-group');
    ana.type({ invite: true });
    const { link } = await ana.event('invite');
    const ben = start(his, 'Ben', String(link));
    await ben.event('joined-group', ({ created }) => created === false);
    const words = [String(link), SECRET, SECRET.replaceAll(' ', '+')];
    const listed = readFileSync(`/proc/${ben.pid}/cmdline`);
    expect(words.filter((word) => shows(listed, word))).toEqual([]);
    for (const peer of [ben, ana]) peer.type('/quit');
    for (const peer of [ben, ana]) await peer.exit();
    const logs = [hers, his].map((dir) => readFileSync(join(dir, 'log', 'parley.jsonl')));
    for (const log of logs) expect(words.filter((word) => shows(log, word))).toEqual([]);
  },
);
