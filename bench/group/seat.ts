import { setImmediate as turn } from 'node:timers/promises';
import type { Carrier, Member, Place } from './carrier.ts';
import { makeMessage, nowUs } from './message.ts';
import { Tally } from './tally.ts';

/** Said in one turn of the loop; then others get theirs, as in a program that does more than send. */
const BURST = 256;

/** What a round asks of a member, wherever it runs. */
export interface Seat {
  /** Joins; resolves with its address. */
  join(place: Place): Promise<string>;
  linked(): Promise<void>;
  /** Resolves with the moment, us, when `upTo` messages of each of these have come. */
  reach(authors: readonly number[], upTo: number): Promise<number>;
  /** Says so many more as fast as back-pressure allows; resolves with the moment at which it began. */
  flood(count: number): Promise<number>;
  /** Says so many more, each at a moment of its own within its own `everyMs`. */
  chat(count: number, everyMs: number): Promise<void>;
  /** Notes from now on how long messages are under way. */
  time(): Promise<void>;
  delaysUs(): Promise<readonly number[]>;
  /** CPU that its process has used, us. */
  cpuUs(): Promise<number>;
  /** How many messages of each author have come, for saying what is lacking. */
  counts(): Promise<readonly number[]>;
  /** Fails where anything came that did not fit, and leaves. */
  close(): Promise<void>;
}

/** A member in this process. */
export class LocalSeat implements Seat {
  readonly #carrier: Carrier;
  readonly #tally: Tally;
  #index = 0;
  #said = 0;
  #member: Member | null = null;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
    this.#tally = new Tally(carrier.ordered);
  }

  async join(place: Place): Promise<string> {
    this.#index = place.index;
    this.#member = await this.#carrier.join(place, this.#tally);
    return this.#member.address;
  }

  linked(): Promise<void> {
    return this.#joined.linked();
  }

  reach(authors: readonly number[], upTo: number): Promise<number> {
    return this.#tally.reach(authors, upTo);
  }

  async flood(count: number): Promise<number> {
    const member = this.#joined;
    const beganAtUs = nowUs();
    const last = this.#said + count;
    while (this.#said < last) {
      const end = Math.min(last, this.#said + BURST);
      while (this.#said < end) this.#say(beganAtUs);
      await (member.drained() ?? turn());
    }
    return beganAtUs;
  }

  async chat(count: number, everyMs: number): Promise<void> {
    const beganAtUs = nowUs();
    for (let i = 0; i < count; i++) {
      // People do not speak in step; the same moments in every round and for every contender.
      const dueUs = beganAtUs + (i + fraction(this.#index * count + i)) * everyMs * 1_000;
      await new Promise((resolve) => setTimeout(resolve, (dueUs - nowUs()) / 1_000));
      this.#say(nowUs());
    }
  }

  async time(): Promise<void> {
    this.#tally.time();
  }

  async delaysUs(): Promise<readonly number[]> {
    return this.#tally.delaysUs;
  }

  async cpuUs(): Promise<number> {
    const { user, system } = process.cpuUsage();
    return user + system;
  }

  async counts(): Promise<readonly number[]> {
    return this.#tally.counts;
  }

  async close(): Promise<void> {
    await this.#member?.close();
    this.#tally.check();
  }

  #say(momentUs: number): void {
    this.#said += 1;
    this.#joined.publish(makeMessage(this.#index, this.#said, momentUs));
  }

  get #joined(): Member {
    if (this.#member === null) throw new Error('This member has not joined');
    return this.#member;
  }
}

/** A number in [0, 1) that looks like chance and is the same every time (the finalizer of MurmurHash3). */
function fraction(n: number): number {
  let h = Math.imul(n + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
