import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Asked, Measured, Told } from './member-words.ts';

const PROGRAM = fileURLToPath(new URL('member.ts', import.meta.url));
/** A bound on what should take a moment: only a failing test waits so long. */
const BOUND_MS = 15_000;
/** How often a member is asked whether it is as it should be. */
const LOOK_EVERY_MS = 50;

/** An honest member in a process of its own. */
export class MemberProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<void>;
  readonly #watchers = new Set<(told: Told) => void>();
  #stderr = '';

  constructor(name: string, dir: string, seeds: readonly number[]) {
    const execArgv = ['--import', 'tsx', '--expose-gc'];
    this.#child = fork(PROGRAM, [name, dir, seeds.join(',')], { execArgv, silent: true });
    this.#child.stderr?.on('data', (text) => {
      this.#stderr += String(text);
    });
    this.#child.on('message', (told: Told) => {
      for (const watch of [...this.#watchers]) watch(told);
    });
    this.#exit = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
    });
  }

  /** Hears all that the member tells; returns its own unsubscribe. */
  onTold(watch: (told: Told) => void): () => void {
    this.#watchers.add(watch);
    return () => this.#watchers.delete(watch);
  }

  /** The first thing told from now on that fits. */
  told<T extends Told['type']>(
    type: T,
    fits: (told: Extract<Told, { type: T }>) => boolean = () => true,
  ): Promise<Extract<Told, { type: T }>> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        unwatch();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`A member has not told ${type}\n${this.#stderr}`));
      }, BOUND_MS);
      const unwatch = this.onTold((told) => {
        if (told.type !== type || !fits(told as Extract<Told, { type: T }>)) return;
        stop();
        resolve(told as Extract<Told, { type: T }>);
      });
    });
  }

  say(text: string): void {
    this.#ask({ type: 'say', text });
  }

  async measure(collect = true): Promise<Measured> {
    const measured = this.told('measured');
    this.#ask({ type: 'measure', collect });
    return measured;
  }

  /** Looks now and then until it is as it should be, then measures; the last measure where it never is. */
  async settled(isSettled: (measured: Measured) => boolean): Promise<Measured> {
    await this.#look(isSettled, false);
    return this.measure();
  }

  /** The same where it depends on memory. */
  collected(isSettled: (measured: Measured) => boolean): Promise<Measured> {
    return this.#look(isSettled, true);
  }

  async #look(isSettled: (measured: Measured) => boolean, collect: boolean): Promise<Measured> {
    const end = Date.now() + BOUND_MS;
    for (;;) {
      const measured = await this.measure(collect);
      if (isSettled(measured) || Date.now() > end) return measured;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async leave(): Promise<void> {
    this.#ask({ type: 'leave' });
    await this.#exit;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(asked: Asked): void {
    if (this.#child.connected) this.#child.send(asked);
  }
}
