import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/ports.ts';
import type { ChatPeer, SessionOptions } from '../../src/peer/chat-peer.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import type { Carrier, Inbox } from '../group/carrier.ts';
import { authorIn, numberIn } from '../group/message.ts';
import { enter, linked, member } from './member.ts';

/** As many may wait to be stored here: about what goes into one transaction. */
const WAITING = 1_000;

/**
 * Everything that Parley does with a message: signed, stored with full sync, sealed, sent, opened,
 * verified, stored with full sync, put in its place, and told. All members are linked with all.
 * `open`: another store than the one on disk.
 */
export function wholePath(
  options: Partial<SessionOptions> = {},
  open: (path: string) => Store = (path) => new SqliteStore(path),
): Carrier {
  return {
    ordered: true,
    async join(place, inbox) {
      const folder = await mkdtemp(join(tmpdir(), 'member-'));
      const store = open(join(folder, 'history.db'));
      const peer = member(store);
      peer.onEvent((event) => {
        if (event.type === 'message' && !event.own) inbox.text(event.text);
        if (event.type === 'error' && event.code === 'store-failed') {
          inbox.fail(new Error(event.message));
        }
      });
      const address = await enter(peer, `Member ${place.index}`, place.dial.slice(0, 1), options);
      let waiting = 0;
      let more: (() => void) | null = null;
      return {
        address,
        linked: () => linked(peer, place.size - 1),
        publish(message) {
          waiting += 1;
          void peer.send(Buffer.from(message).toString('latin1')).then((sent) => {
            if (!sent.ok) inbox.fail(new Error(sent.error.message));
            waiting -= 1;
            if (waiting <= WAITING / 2) more?.();
          });
        },
        drained() {
          if (waiting < WAITING) return null;
          return new Promise((resolve) => {
            more = resolve;
          });
        },
        async close() {
          checkShown(peer, inbox);
          await peer.leave();
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  };
}

/** What the screen would show must stand in the order in which each author said it. */
function checkShown(peer: ChatPeer, inbox: Inbox): void {
  const last = new Map<number, number>();
  for (const { text } of peer.state.messages) {
    const bytes = Buffer.from(text, 'latin1');
    const [author, number] = [authorIn(bytes, 0), numberIn(bytes, 0)];
    const before = last.get(author) ?? number - 1;
    if (number !== before + 1) {
      inbox.fail(new Error(`The screen shows ${number} of member ${author} after ${before}`));
    }
    last.set(author, number);
  }
}
