import { parseInvite } from '../core/invite.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { Invitation } from '../ipc/contract.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import type { PageFeed } from './page-feed.ts';

const ANOTHER_CAME: Failure = {
  code: 'another-invitation',
  message: 'Another link has come since you were asked. This is about the new one.',
};

/** The link from outside that waits for the person's word; the page hears of it, and of its end. */
export class WaitingInvitation {
  readonly #peer: Pick<ChatPeer, 'isHere'>;
  readonly #feed: PageFeed;
  /** It may hold a secret: never to be logged. */
  #link: string | null = null;
  /** How many have come. */
  #number = 0;

  constructor(peer: Pick<ChatPeer, 'isHere'>, feed: PageFeed) {
    this.#peer = peer;
    this.#feed = feed;
  }

  /** As the page sees it. */
  get value(): Invitation | null {
    if (this.#link === null) return null;
    const invite = parseInvite(this.#link);
    const sameRoom = invite.ok && this.#peer.isHere(invite.value);
    return { number: this.#number, link: this.#link, sameRoom };
  }

  /** A link has come from outside. The newest counts: it is the one that was clicked last. */
  came(link: string): void {
    this.#number += 1;
    this.#link = link;
    this.#tell();
  }

  /** We may be in another group now: whether the link leads there is told anew. */
  groupChanged(): void {
    if (this.#link !== null) this.#tell();
  }

  /** The one of this number waits no more; a newer one goes on waiting. */
  putAway(number: unknown): void {
    if (number === this.#number) this.#end();
  }

  /** The link of this number, which waits no more; null where it did not wait. */
  take(number: unknown): Result<string | null, Failure> {
    if (number !== this.#number) return err(ANOTHER_CAME);
    const link = this.#link;
    this.#end();
    return ok(link);
  }

  #end(): void {
    this.#link = null;
    this.#tell();
  }

  #tell(): void {
    this.#feed.tell({ type: 'invitation', invitation: this.value });
  }
}
