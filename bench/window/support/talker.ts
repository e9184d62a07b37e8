import { parseSeeds } from '../../../src/core/seeds.ts';
import { openPeer } from '../../../src/host/open-peer.ts';
import { preferencesOf } from '../../../src/host/preferences-file.ts';
import { openProfile, type Profile, withIdentity } from '../../../src/host/profile.ts';
import type { ChatPeer } from '../../../src/peer/chat-peer.ts';
import { profileDir } from './parley.ts';

/** A member of the group without a window, in this process: who talks to the window. */
export class Talker {
  readonly #profile: Profile;
  readonly peer: ChatPeer;
  /** `host:port`. */
  readonly address: string;

  private constructor(profile: Profile, peer: ChatPeer, address: string) {
    this.#profile = profile;
    this.peer = peer;
    this.address = address;
  }

  static async join(name: string, seed = ''): Promise<Talker> {
    const seeds = parseSeeds(seed);
    if (!seeds.ok) throw new Error(`${seed} is no address`);
    const folder = openProfile(await profileDir(), '');
    const profile = await withIdentity(folder, { instead: '' });
    const peer = openPeer(profile, preferencesOf(profile));
    const request = { group: null, secret: null, room: null, invitedBy: null };
    const place = {
      port: 0,
      host: '127.0.0.1',
      seeds: seeds.value.addresses,
      listen: true,
      mesh: true,
    };
    const joined = await peer.join({ name, ...request, ...place });
    if (!joined.ok) throw new Error(joined.error.message);
    return new Talker(profile, peer, peer.state.address ?? '');
  }

  /** Resolves when it is stored here and on its way. */
  async say(text: string): Promise<void> {
    const said = await this.peer.send(text);
    if (!said.ok) throw new Error(said.error.message);
  }

  async close(): Promise<void> {
    await this.peer.leave();
    await this.#profile.store.close();
  }
}
