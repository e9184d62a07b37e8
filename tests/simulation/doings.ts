import type { EntryId } from '../../src/core/ids.ts';
import type { Failure, Result } from '../../src/core/result.ts';
import type { ChatPeer } from '../../src/peer/chat-peer.ts';
import type { Prng } from './prng.ts';

/** What somebody does to a message that they see. */
export type Doing = {
  readonly name: string;
  /** Only with one's own. */
  readonly own?: boolean;
  readonly act: (
    peer: ChatPeer,
    on: EntryId,
    words: string,
    random: Prng,
  ) => Promise<Result<EntryId | null, Failure>>;
};

/** Few, so that people meet in them. */
const EMOJI = ['👍', '🎉', '🏳️‍🌈'] as const;
/** Somebody does something to one of so many messages that they saw last, where others do so too. */
export const LATELY = 30;

const REACT: Doing = {
  name: 'reacts to',
  act: (peer, on, _, random) => peer.react(on, random.pick(EMOJI), random.chance(0.7)),
};
const REPLY: Doing = {
  name: 'replies to',
  act: (peer, on, words) => peer.reply(on, words),
};
const EDIT: Doing = {
  name: 'edits',
  own: true,
  act: (peer, on, words) => peer.edit(on, words),
};
const DELETE: Doing = { name: 'deletes', own: true, act: (peer, on) => peer.remove(on) };
const ACT: Doing = { name: 'acts after', act: (peer, _, words) => peer.act(words) };

/** One of them; people seldom delete. */
export function draw(random: Prng): Doing {
  return random.pick([REACT, REACT, REACT, REPLY, REPLY, EDIT, EDIT, DELETE, ACT] as const);
}
