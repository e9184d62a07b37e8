import { randomBytes } from 'node:crypto';
import { looksLikeInvite } from '../core/invite.ts';
import { parseDestination } from '../core/join-form.ts';
import type { Failure } from '../core/result.ts';
import { warnOfDamage } from '../host/damage-note.ts';
import { folderName } from '../host/folder-name.ts';
import { noteKeyInFile } from '../host/key-note.ts';
import { HELP, type LaunchOptions, parseLaunchOptions } from '../host/launch-options.ts';
import { onceJoined } from '../host/once-joined.ts';
import { openPeer } from '../host/open-peer.ts';
import { preferencesOf } from '../host/preferences-file.ts';
import { keepToOwner } from '../host/private-files.ts';
import { openProfile, withIdentity } from '../host/profile.ts';
import { ProfileError } from '../host/profile-error.ts';
import { withSecretFile } from '../host/secret-file.ts';
import { readVersion } from '../host/version.ts';
import { Terminal } from './terminal.ts';

/** Something is wrong with the command line: sysexits would say 64, people's scripts say 2. */
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

/** Key stores are Electron's. */
const NO_KEY_STORE = {
  instead: 'Only the window can open it there: use that, or another folder (--data-dir).',
};

async function main(): Promise<number> {
  keepToOwner();
  const words = process.argv.slice(2);
  // An invite link may hold a secret, and everybody on a computer can list command lines.
  if (words.some((word) => looksLikeInvite(word.replace(/^--peer=/, '')))) process.title = 'parley';
  const parsed = parseLaunchOptions(words);
  if (!parsed.ok) return complain(parsed.error, EXIT_USAGE);
  if (parsed.value.help) return print(HELP);
  if (parsed.value.version) return print(`${readVersion()}\n`);
  const launch = withSecretFile(parsed.value);
  if (!launch.ok) return complain(launch.error, EXIT_USAGE);
  const options = launch.value;
  if (options.name === null) {
    return complain('Give a name, for example: npm run peer -- 8080 Andrea', EXIT_USAGE);
  }
  const { group, secret, invite, warning } = options;
  const destination = parseDestination(group ?? '', secret ?? '', invite, randomBytes);
  if (!destination.ok) {
    return complain(destination.error.map(({ message }) => message).join(' '), EXIT_USAGE);
  }
  if (warning !== null) process.stderr.write(`${warning}\n`);
  const folder = openProfile(options.dataDir, folderName(options.name));
  const profile = await withIdentity(folder, NO_KEY_STORE);
  const peer = openPeer(profile, preferencesOf(profile));
  const terminal = new Terminal(peer, options.json, process.stdin, process.stdout);
  try {
    const { name, seeds, host, listen, mesh, maxPerAddress } = options;
    const port = options.port ?? 0;
    const left = terminal.run();
    // A program has read where the key is (docs/terminal.md), and knows no “once”.
    if (!options.json) noteKeyInFile(profile, peer);
    warnOfDamage(profile.damage, peer);
    if (namesNoGroup(options)) onceJoined(peer, () => peer.note(noGroupNamed(peer.state.group)));
    const way = { port, host, seeds, listen, mesh, maxPerAddress };
    const joined = await peer.join({ name, ...way, ...destination.value });
    if (!joined.ok && joined.error.code !== 'left') {
      terminal.fail(joined.error);
      return complain(joined.error.message, EXIT_FAILED);
    }
    terminal.begin();
    await left;
    return 0;
  } finally {
    await profile.store.close();
  }
}

/** The window shows which group it was in last; a command line that says nothing of one means none. */
function namesNoGroup({ group, seeds, invite }: LaunchOptions): boolean {
  return group === null && seeds.length === 0 && invite === null;
}

function noGroupNamed(group: string): Failure {
  const how = '--group NAME, or the address of somebody who is in it';
  return {
    code: 'no-group-named',
    message: `No group was named, so this is “${group}”. For another: ${how}.`,
  };
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

main().then(
  // Standard input may still be open; nothing else keeps a peer that has left.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    const known = error instanceof ProfileError;
    process.stderr.write(
      `${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exit(EXIT_FAILED);
  },
);
