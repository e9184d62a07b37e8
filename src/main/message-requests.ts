import * as v from 'valibot';
import { type EntryId, isEntryId } from '../core/ids.ts';
import { err, ok } from '../core/result.ts';
import type { Handlers } from '../ipc/contract.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import type { PageFeed } from './page-feed.ts';
import { BAD_REQUEST, isText } from './untrusted.ts';

/** Messages in view at once, several windows full of the shortest. */
const seenSchema = v.pipe(v.array(v.custom<EntryId>(isEntryId)), v.maxLength(1_000));

type SayingKeys = 'send' | 'act' | 'reply' | 'edit' | 'remove' | 'react' | 'versions' | 'typing';
type PagingKeys = 'loadOlder' | 'loadNewer' | 'showNewest' | 'showAround';
type ReadingKeys = PagingKeys | 'follow' | 'seen' | 'seenAll';

/** What these requests need of a peer. */
export type MessagePeer = Pick<ChatPeer, SayingKeys | ReadingKeys>;

/** The requests about what is said in the group: saying it, changing it, and going through it. */
export function messageRequests(
  peer: MessagePeer,
  feed: PageFeed,
): Pick<Handlers, SayingKeys | ReadingKeys> {
  return { ...sayingRequests(peer, feed), ...readingRequests(peer, feed) };
}

function sayingRequests(peer: MessagePeer, feed: PageFeed): Pick<Handlers, SayingKeys> {
  /** What was done is on the page when the answer comes, where it stops showing it as on its way. */
  async function shown<T>(done: Promise<T>): Promise<T> {
    const answer = await done;
    feed.flush();
    return answer;
  }
  return {
    send: async (text) => (isText(text) ? shown(peer.send(text)) : err(BAD_REQUEST)),
    act: async (text) => (isText(text) ? shown(peer.act(text)) : err(BAD_REQUEST)),
    reply: async (to, text) =>
      isEntryId(to) && isText(text) ? shown(peer.reply(to, text)) : err(BAD_REQUEST),
    edit: async (id, text) =>
      isEntryId(id) && isText(text) ? shown(peer.edit(id, text)) : err(BAD_REQUEST),
    remove: async (id) => (isEntryId(id) ? shown(peer.remove(id)) : err(BAD_REQUEST)),
    react: async (id, emoji, on) =>
      isEntryId(id) && isText(emoji) && typeof on === 'boolean'
        ? shown(peer.react(id, emoji, on))
        : err(BAD_REQUEST),
    versions: async (id) => (isEntryId(id) ? peer.versions(id) : err(BAD_REQUEST)),
    typing: async (on) => {
      if (typeof on !== 'boolean') return err(BAD_REQUEST);
      peer.typing(on);
      return ok(null);
    },
  };
}

function readingRequests(peer: MessagePeer, feed: PageFeed): Pick<Handlers, ReadingKeys> {
  return {
    loadOlder: async () => {
      await peer.loadOlder();
      return ok(null);
    },
    loadNewer: async () => {
      await peer.loadNewer();
      return ok(null);
    },
    showNewest: async () => {
      await peer.showNewest();
      return ok(null);
    },
    showAround: async (id) => {
      if (!isEntryId(id)) return err(BAD_REQUEST);
      const shown = await peer.showAround(id);
      // The page looks for the message as soon as it has the answer.
      feed.flush();
      return shown;
    },
    follow: async (on) => {
      if (typeof on !== 'boolean') return err(BAD_REQUEST);
      peer.follow(on);
      return ok(null);
    },
    seen: async (ids) => {
      const parsed = v.safeParse(seenSchema, ids);
      if (!parsed.success) return err(BAD_REQUEST);
      peer.seen(parsed.output);
      return ok(null);
    },
    seenAll: async () => {
      peer.seenAll();
      return ok(null);
    },
  };
}
