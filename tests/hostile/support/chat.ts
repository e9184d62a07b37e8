import type { MemberProcess } from './member-process.ts';

/** How often each of the two says something. */
const PACE_MS = 100;

/** Two honest people who talk to each other all the time, and how long their words take at worst. */
export class Chat {
  readonly #sides: readonly [MemberProcess, MemberProcess];
  /** What was said and not heard yet: when, ms since 1970. */
  readonly #open = new Map<string, number>();
  readonly #heard = new Set<string>();
  readonly #unwatch: readonly (() => void)[];
  readonly #timer: NodeJS.Timeout;
  #said = 0;
  #worstMs = 0;
  #twice = 0;
  #allHeard: () => void = () => undefined;

  constructor(one: MemberProcess, other: MemberProcess) {
    this.#sides = [one, other];
    this.#unwatch = this.#sides.map((side) =>
      side.onTold((told) => {
        if (told.type === 'heard') this.#heardOne(told.text, told.at);
      }),
    );
    this.#say();
    this.#timer = setInterval(() => this.#say(), PACE_MS);
  }

  /** Says no more, and waits until all that was said has been heard. */
  async stop(): Promise<{ said: number; heard: number; twice: number; worstMs: number }> {
    clearInterval(this.#timer);
    const all = new Promise<void>((resolve) => {
      this.#allHeard = resolve;
    });
    if (this.#open.size > 0) await Promise.race([all, bound()]);
    for (const unwatch of this.#unwatch) unwatch();
    const heard = this.#heard.size;
    return { said: this.#said, heard, twice: this.#twice, worstMs: this.#worstMs };
  }

  #say(): void {
    for (const side of this.#sides) {
      this.#said += 1;
      const text = `honest ${this.#sides.indexOf(side)} ${this.#said} ${Date.now()}`;
      this.#open.set(text, Date.now());
      side.say(text);
    }
  }

  #heardOne(text: string, at: number): void {
    const saidAt = this.#open.get(text);
    if (saidAt === undefined) {
      if (this.#heard.has(text)) this.#twice += 1;
      return;
    }
    this.#worstMs = Math.max(this.#worstMs, at - saidAt);
    this.#heard.add(text);
    this.#open.delete(text);
    if (this.#open.size === 0) this.#allHeard();
  }
}

/** Only a failing test waits so long. */
function bound(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 15_000).unref();
  });
}
