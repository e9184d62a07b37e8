/** Does one thing after the other, each once the one before has ended, well or not. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Nothing is under way. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Resolves as `work` does, when its turn has come. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
