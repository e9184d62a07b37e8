import type { EntryId } from '../../src/core/ids.ts';
import type { Machine } from './machine.ts';
import type { SimNetwork } from './network.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';

const LOOK_EVERY_MS = 10_000;
/** After a fault: a link may be dialled again only after a pause of 30 s and a call of 10 s. */
const LINKED_AGAIN_MS = 60_000;
/** After any change: 15 s of silence, and as much again until everybody has heard of it. */
const HEARD_OF_MS = 30_000;
/** What is said is everywhere by then: a commit and a delay for each link on the way. */
const PROMPT_MS = 3_000;
/** What a fault has left behind is cleared away by then. */
const IN_PEACE_MS = 5_000;
/** Nobody may be shown as here who has been out of everybody's reach for this long. */
const GONE_MS = 45_000;

export type WatchHost = {
  readonly scheduler: Scheduler;
  readonly network: SimNetwork;
  readonly machines: readonly Machine[];
  readonly reach: Reach;
  wrong(what: string): void;
};

/** Looks on all the time: is everybody shown who is here, nobody who is not, and how much goes on? */
export class Watch {
  /** Time that peers were in the group, and that links were up, ms summed over all of them. */
  peerMs = 0;
  linkMs = 0;
  readonly #host: WatchHost;
  /** With whom each machine has links, and since when. */
  readonly #links = new Map<Machine, ReadonlyMap<string, number>>();
  /** When each machine last ran without doing anything, as one that sleeps. */
  readonly #stoppedAt: number[] = [];

  constructor(host: WatchHost) {
    this.#host = host;
    this.#later();
  }

  /** Somebody is announced as lost: not unless something has come between. */
  lost(by: Machine, id: string): void {
    const { machines } = this.#host;
    const whom = machines.find((machine) => machine.id === id);
    if (whom === undefined || !this.#within(by.index).has(whom.index)) return;
    this.#host.wrong(`${by.name} announces ${whom.name} as lost, who stayed within reach`);
  }

  /** Something is about to change: notes who could reach whom until now. */
  changing(): void {
    const { machines, network, reach, scheduler } = this.#host;
    const awake = machines.filter((machine) => machine.awake);
    for (const machine of machines) {
      if (machine.running && !machine.awake) this.#stoppedAt[machine.index] = scheduler.now;
    }
    for (const a of awake) {
      for (const b of awake) {
        if (a.index < b.index && network.isOpen(a.index, b.index)) reach.met(a.index, b.index);
      }
    }
  }

  /** With whom somebody has a link: one that came up in peace must not end in peace. */
  linked(by: Machine, ids: readonly string[] | null): void {
    const { machines, reach, scheduler } = this.#host;
    const before = this.#links.get(by) ?? new Map<string, number>();
    this.#links.set(by, new Map(ids?.map((id) => [id, before.get(id) ?? scheduler.now])));
    if (ids === null) return;
    for (const [id, since] of before) {
      const other = machines.find((machine) => machine.id === id);
      if (other === undefined || ids.includes(id)) continue;
      const free = reach.freeSince(by.index, other.index);
      if (free === null || (free > 0 && since < free + IN_PEACE_MS)) continue;
      this.#host.wrong(`${by.name} has no link with ${other.name} any more, for no reason`);
    }
  }

  /** Something counts as sent: whoever was within reach all the time has it after a moment. */
  sent(by: Machine, id: EntryId, name: string): void {
    const { machines, reach, scheduler } = this.#host;
    scheduler.after(PROMPT_MS, () => {
      if (scheduler.now - reach.changedAt < HEARD_OF_MS + PROMPT_MS) return;
      for (const index of this.#within(by.index)) {
        const other = machines[index];
        if (other === undefined || other.disk.entries.has(id)) continue;
        this.#host.wrong(
          `${other.name} lacks ${name} after ${PROMPT_MS} ms, within reach of ${by.name}`,
        );
      }
    });
  }

  #within(index: number): ReadonlySet<number> {
    const { reach } = this.#host;
    return reach.around(index, (a, b) => reach.isSteady(a, b, LINKED_AGAIN_MS));
  }

  #later(): void {
    this.#host.scheduler.after(LOOK_EVERY_MS, () => {
      this.#look();
      this.#later();
    });
  }

  #look(): void {
    const { machines, reach, scheduler } = this.#host;
    this.changing();
    const here = machines.filter((machine) => machine.present);
    const settled = scheduler.now - reach.changedAt >= HEARD_OF_MS;
    const possible = (a: number, b: number): boolean => reach.hasMet(a, b, GONE_MS);
    for (const machine of here) {
      this.peerMs += LOOK_EVERY_MS;
      const shown = this.#shown(machine);
      if (settled) this.#expectAll(machine, this.#within(machine.index), shown);
      const group = reach.around(machine.index, possible);
      // Whoever has just woken needs a moment to find out, and tells others what held before.
      const awakeFor = (index: number): number => scheduler.now - (this.#stoppedAt[index] ?? 0);
      if ([...group].some((index) => awakeFor(index) < GONE_MS)) continue;
      this.#expectNoMore(machine, group, shown);
    }
  }

  /** The states of everybody in a machine's list. */
  #shown(machine: Machine): ReadonlyMap<string, string> {
    const people = machine.peer?.state.people ?? [];
    for (const { state } of people) if (state === 'direct') this.linkMs += LOOK_EVERY_MS / 2;
    return new Map(people.map(({ id, state }) => [id, state]));
  }

  #expectAll(by: Machine, indexes: ReadonlySet<number>, shown: ReadonlyMap<string, string>): void {
    for (const { index, id, name } of this.#host.machines) {
      const state = shown.get(id) ?? 'unknown';
      if (index === by.index || !indexes.has(index) || isHere(state)) continue;
      this.#host.wrong(`${by.name} sees ${name} as ${state}, who is within reach`);
    }
  }

  #expectNoMore(
    by: Machine,
    indexes: ReadonlySet<number>,
    shown: ReadonlyMap<string, string>,
  ): void {
    for (const { index, id, name } of this.#host.machines) {
      const state = shown.get(id) ?? 'unknown';
      if (indexes.has(index) || !isHere(state)) continue;
      this.#host.wrong(`${by.name} sees ${name} as ${state}, who is out of everybody's reach`);
    }
  }
}

function isHere(state: string): boolean {
  return state === 'direct' || state === 'relayed';
}
