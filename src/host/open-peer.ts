import { join } from 'node:path';
import type { JournalEntry } from '../core/journal.ts';
import { sealedCrypto } from '../crypto/sealed.ts';
import { tcpTransport } from '../net/tcp.ts';
import { ChatPeer } from '../peer/chat-peer.ts';
import { AddressBookFile } from './address-book.ts';
import { ContactFile } from './contact-file.ts';
import { LogFile } from './log-file.ts';
import { shareableAddresses } from './network.ts';
import { watchNetwork } from './network-watch.ts';
import { onceJoined } from './once-joined.ts';
import type { PreferencesFile } from './preferences-file.ts';
import type { Profile } from './profile.ts';
import { systemClock, systemRandom } from './system.ts';
import { readVersion } from './version.ts';

/**
 * A peer on the real network, the real clock and this profile's disk. `before`: what the program did
 * until there was a log to write it in.
 */
export function openPeer(
  profile: Profile,
  preferences: Pick<PreferencesFile, 'value'>,
  before: readonly JournalEntry[] = [],
): ChatPeer {
  const journal = new LogFile(join(profile.dir, 'log'), {
    now: systemClock.now,
    failed: (reason) => warnOfLog(journal.path, reason, peer),
  });
  const contacts = new ContactFile(join(profile.dir, 'contacts.json'));
  const peer = new ChatPeer({
    clock: systemClock,
    random: systemRandom,
    transport: tcpTransport,
    crypto: sealedCrypto(profile.identity, systemRandom),
    store: profile.store,
    addressBook: new AddressBookFile(join(profile.dir, 'addresses.json')),
    journal,
    contacts,
    keyring: profile.keyring,
    sharing: () => preferences.value,
    addresses: shareableAddresses,
  });
  journal.write(started());
  for (const entry of before) journal.write(entry);
  const { narrowed, open } = profile;
  process.on('uncaughtExceptionMonitor', (error) => journal.write(crashed(error)));
  if (narrowed.length > 0 || open.length > 0) journal.write({ event: 'files', narrowed, open });
  if (contacts.setAside !== null) warnOfContacts(contacts.setAside, peer);
  const lost = profile.keyring.setAside;
  if (lost.length > 0) warnOfSecrets(lost, peer);
  watchNetwork(() => peer.networkChanged());
  return peer;
}

function started(): JournalEntry {
  const { versions, platform, arch } = process;
  const { electron } = versions;
  const runtime = electron === undefined ? `node ${versions.node}` : `electron ${electron}`;
  return { event: 'started', version: readVersion(), runtime, platform: `${platform} ${arch}` };
}

/** Without the error's message, which may quote what somebody has written. */
function crashed(error: unknown): JournalEntry {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const where = stack.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return { event: 'crashed', error: name, where: where.trim() };
}

/** Says that decisions were lost. */
function warnOfContacts(kept: string, peer: ChatPeer): void {
  const message = `Whom you had verified, muted, blocked or given a nickname could not be read: everybody is a stranger again. The damaged file was kept as ${kept}.`;
  onceJoined(peer, () => peer.warn({ code: 'contacts-damaged', message, params: { file: kept } }));
}

/** Says that secrets were lost. */
function warnOfSecrets(kept: readonly string[], peer: ChatPeer): void {
  const file = kept.join(' and ');
  const message = `Not every secret of your locked groups could be read: what is missing has to be entered again. The damaged file was kept as ${file}.`;
  onceJoined(peer, () =>
    peer.warn({ code: 'secrets-damaged', message, params: { file: kept.join(', ') } }),
  );
}

/** Says that the log cannot be written. */
function warnOfLog(path: string, reason: string, peer: ChatPeer): void {
  const message = `What happens is not being written down in ${path}: ${reason}. The chat goes on.`;
  onceJoined(peer, () => peer.warn({ code: 'log-not-written', message, params: { path, reason } }));
}
