import type { Chapter } from './lives.ts';
import type { Machine } from './machine.ts';
import type { SimNetwork } from './network.ts';
import type { Prng } from './prng.ts';
import type { Reach, Release } from './reach.ts';
import type { Scheduler } from './scheduler.ts';
import { type Split, splitWays } from './splits.ts';
import type { Trace } from './trace.ts';

const FAULTS = [
  ...['kill', 'kill', 'power loss', 'backup restored', 'leave', 'quick return'],
  ...['halves', 'bridge', 'one way', 'chain', 'island', 'half-open', 'reset', 'new address'],
  ...['pause', 'sleep', 'stalled reader', 'slow link', 'reorder', 'bad disk', 'clock jump'],
] as const;
type FaultKind = (typeof FAULTS)[number];

/** Silence after which a link is closed (docs/protocol.md), and as much again to see to it. */
const NOTICED_MS = 30_000;
/** A lid stays closed for longer than other faults last. */
const SLEEP_TIMES = 12;

export type FaultHost = {
  readonly scheduler: Scheduler;
  readonly network: SimNetwork;
  readonly machines: readonly Machine[];
  readonly reach: Reach;
  readonly trace: Trace;
  readonly random: Prng;
  /** A disk has lost what it had acknowledged. */
  rolledBack(): void;
  /** Something is about to begin or to end. */
  changing(): void;
  /** Somebody says so many long texts at once. */
  shout(machine: Machine, times: number): void;
};

/** Draws faults from the seed, and ends each one after a while or when everything heals. */
export class Faults {
  readonly counts = new Map<string, number>();
  readonly #host: FaultHost;
  readonly #undo = new Set<Release>();

  constructor(host: FaultHost) {
    this.#host = host;
  }

  strike({ longestFaultMs, shout }: Chapter): void {
    const { machines, random, trace } = this.#host;
    const kind: FaultKind = random.pick(FAULTS) ?? 'reset';
    const [a, b] = random.shuffle(machines);
    if (a === undefined || b === undefined) return;
    const ms = random.chance(0.3)
      ? random.between(1, 1_500)
      : random.between(1_500, longestFaultMs);
    this.#host.changing();
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    trace.add('FAULT', `${kind} ${a.name} ${b.name} for ${Math.round(ms)} ms`);
    this.#apply(kind, a, b, ms);
    if (kind === 'stalled reader') this.#host.shout(b, shout);
  }

  heal(): void {
    for (const undo of [...this.#undo]) undo();
    for (const machine of this.#host.machines) this.#backUp(machine);
  }

  #apply(kind: FaultKind, a: Machine, b: Machine, ms: number): void {
    const { network, reach, random } = this.#host;
    switch (kind) {
      case 'kill':
      case 'power loss':
        this.#crash(a, kind === 'kill', ms);
        break;
      case 'backup restored':
        if (!a.running) break;
        this.#crash(a, true, ms);
        a.disk.rollBack(random.fraction());
        this.#host.rolledBack();
        break;
      case 'leave':
      case 'quick return':
        this.#leave(a, kind === 'leave' ? ms : random.between(0, 30));
        break;
      case 'halves':
      case 'bridge':
      case 'one way':
      case 'chain':
      case 'island':
        this.#split(kind, ms);
        break;
      case 'half-open':
        network.silence(a.index, b.index);
        this.#later(NOTICED_MS, reach.holdPair(a.index, b.index));
        break;
      case 'reset':
        network.reset(a.index, b.index);
        this.#later(0, reach.holdPair(a.index, b.index));
        break;
      case 'new address':
        network.moveTo(a.index);
        this.#later(NOTICED_MS, reach.holdMachine(a.index));
        break;
      case 'pause':
      case 'stalled reader':
        this.#pause(a, ms);
        break;
      case 'sleep':
        this.#sleep(a, ms * SLEEP_TIMES);
        break;
      case 'slow link':
        this.#slow(a, b, ms);
        break;
      case 'reorder':
        this.#reorder(a, ms);
        break;
      case 'bad disk':
        a.disk.failing = true;
        this.#later(ms, reach.holdMachine(a.index));
        this.#later(ms, () => {
          a.disk.failing = false;
        });
        break;
      case 'clock jump':
        // Nobody may suffer from it, so nothing is held: it is the clock of the wall that jumps.
        a.turnClock(random.between(-24, 24) * 3_600_000);
        break;
    }
  }

  #crash(machine: Machine, loudly: boolean, ms: number): void {
    machine.crash(loudly);
    this.#later(ms, this.#host.reach.holdMachine(machine.index));
    this.#later(ms, () => machine.start());
  }

  #leave(machine: Machine, ms: number): void {
    this.#later(ms, this.#host.reach.holdMachine(machine.index));
    if (machine.running && !machine.away) machine.leave();
    this.#later(ms, () => this.#backUp(machine));
  }

  #backUp(machine: Machine): void {
    if (!machine.running) machine.start();
    else if (machine.away) machine.join();
  }

  #pause(machine: Machine, ms: number): void {
    const { gate } = machine;
    gate?.stop();
    this.#later(ms, this.#host.reach.holdMachine(machine.index));
    this.#later(ms, () => gate?.resume());
  }

  /** Somebody closes the lid: neither the program nor the network card does anything. */
  #sleep(machine: Machine, ms: number): void {
    const { machines, network } = this.#host;
    for (const other of machines.filter((one) => one !== machine)) {
      this.#later(ms, network.block(machine.index, other.index));
      this.#later(ms, network.block(other.index, machine.index));
    }
    this.#pause(machine, ms);
  }

  #split(kind: Split, ms: number): void {
    const { machines, network, random, reach, trace } = this.#host;
    for (const [a, b] of splitWays(kind, random.shuffle(machines), random)) {
      trace.add('FAULT', `  ${a.name} does not reach ${b.name}`);
      this.#later(ms, network.block(a.index, b.index));
      this.#later(ms, reach.holdPair(a.index, b.index));
    }
  }

  #slow(a: Machine, b: Machine, ms: number): void {
    const { network, random, reach } = this.#host;
    this.#later(ms, reach.holdPair(a.index, b.index));
    for (const way of [network.way(a.index, b.index), network.way(b.index, a.index)]) {
      this.#later(ms, way.change(random.between(300, 3_000), random.between(0.5, 20)));
    }
  }

  /** What is sent on one link overtakes what was sent on another; no link is slow enough to end. */
  #reorder(machine: Machine, ms: number): void {
    const { machines, network, random } = this.#host;
    for (const other of machines.filter((one) => one !== machine)) {
      for (const [from, to] of [
        [machine.index, other.index],
        [other.index, machine.index],
      ] as const) {
        const way = network.way(from, to);
        this.#later(ms, way.change(random.between(0.1, 300), way.rate));
      }
    }
  }

  /** Ends a fault: after its time, or when everything heals. */
  #later(ms: number, undo: Release): void {
    const once = (): void => {
      if (!this.#undo.delete(once)) return;
      this.#host.changing();
      undo();
    };
    this.#undo.add(once);
    this.#host.scheduler.after(ms, once);
  }
}
