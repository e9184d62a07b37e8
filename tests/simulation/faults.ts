import type { Machine } from './machine.ts';
import type { SimNetwork } from './network.ts';
import type { Prng } from './prng.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

const FAULTS = [
  ...['kill', 'kill', 'power loss', 'backup restored', 'leave', 'quick return'],
  ...[
    'halves',
    'bridge',
    'one way',
    'half-open',
    'reset',
    'pause',
    'slow link',
    'bad disk',
    'new address',
  ],
] as const;
type FaultKind = (typeof FAULTS)[number];

export type FaultHost = {
  readonly scheduler: Scheduler;
  readonly network: SimNetwork;
  readonly machines: readonly Machine[];
  readonly trace: Trace;
  readonly random: Prng;
  /** A disk has lost what it had acknowledged. */
  rolledBack(): void;
};

/** Draws faults from the seed, and ends each one after a while or when everything heals. */
export class Faults {
  readonly counts = new Map<string, number>();
  readonly #host: FaultHost;
  readonly #undo = new Set<() => void>();

  constructor(host: FaultHost) {
    this.#host = host;
  }

  strike(): void {
    const { machines, random, trace } = this.#host;
    const kind: FaultKind = random.pick(FAULTS) ?? 'reset';
    const [a, b] = random.shuffle(machines);
    if (a === undefined || b === undefined) return;
    const ms = random.chance(0.3) ? random.between(1, 1_500) : random.between(1_500, 45_000);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    trace.add('FAULT', `${kind} ${a.name} ${b.name} for ${Math.round(ms)} ms`);
    this.#apply(kind, a, b, ms);
  }

  heal(): void {
    for (const undo of [...this.#undo]) undo();
    for (const machine of this.#host.machines) this.#backUp(machine);
  }

  #apply(kind: FaultKind, a: Machine, b: Machine, ms: number): void {
    const { network, random } = this.#host;
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
        if (a.running && !a.away) a.leave();
        this.#later(kind === 'leave' ? ms : random.between(0, 30), () => this.#backUp(a));
        break;
      case 'halves':
      case 'bridge':
      case 'one way':
        this.#split(kind, ms);
        break;
      case 'half-open':
        network.silence(a.index, b.index);
        break;
      case 'reset':
        network.reset(a.index, b.index);
        break;
      case 'pause': {
        const gate = a.gate;
        gate?.stop();
        this.#later(ms, () => gate?.resume());
        break;
      }
      case 'slow link':
        this.#slow(a, b, ms);
        break;
      case 'bad disk':
        a.disk.failing = true;
        this.#later(ms, () => {
          a.disk.failing = false;
        });
        break;
      case 'new address':
        network.moveTo(a.index);
        break;
    }
  }

  #crash(machine: Machine, loudly: boolean, ms: number): void {
    machine.crash(loudly);
    this.#later(ms, () => machine.start());
  }

  #backUp(machine: Machine): void {
    if (!machine.running) machine.start();
    else if (machine.away) machine.join();
  }

  #split(kind: 'halves' | 'bridge' | 'one way', ms: number): void {
    const { machines, network, random, trace } = this.#host;
    const order = random.shuffle(machines);
    const cut = random.whole(1, order.length - 1);
    const left = order.slice(0, cut);
    const right = order.slice(kind === 'bridge' ? cut + 1 : cut);
    const names = (side: readonly Machine[]): string => side.map(({ name }) => name).join(' ');
    trace.add('FAULT', `  ${names(left)} | ${names(right)}`);
    for (const a of left) {
      for (const b of right) {
        this.#later(ms, network.block(a.index, b.index));
        if (kind !== 'one way') this.#later(ms, network.block(b.index, a.index));
      }
    }
  }

  #slow(a: Machine, b: Machine, ms: number): void {
    const { network, random } = this.#host;
    for (const way of [network.way(a.index, b.index), network.way(b.index, a.index)]) {
      const { delayMs, rate } = way;
      way.delayMs = random.between(300, 3_000);
      way.rate = random.between(0.5, 20);
      this.#later(ms, () => {
        way.delayMs = Math.min(delayMs, 40);
        way.rate = rate;
      });
    }
  }

  /** Ends a fault: after its time, or when everything heals. */
  #later(ms: number, undo: () => void): void {
    const once = (): void => {
      if (this.#undo.delete(once)) undo();
    };
    this.#undo.add(once);
    this.#host.scheduler.after(ms, once);
  }
}
