import { expect } from 'vitest';
import { Intruder } from './intruder.ts';
import type { MemberProcess } from './member-process.ts';

/** Whom an attack is made on, and with whom that one talks meanwhile. */
export type Scene = {
  readonly ana: MemberProcess;
  readonly ben: MemberProcess;
  /** Where Ana listens. */
  readonly port: number;
};

export type Attack = {
  /** As the table has it. */
  readonly name: string;
  /** How much is tried. */
  readonly tried: string;
  /** Where the attack is a member saying more than one may: what it says stays, as anybody's does. */
  readonly leavesBehind?: string;
  /** Attacks, sees that it ends as it should, and says how. */
  readonly run: (scene: Scene) => Promise<string>;
};

/** One after the other on connections of their own, by strangers who get no further than this `answer`. */
export async function asStrangers(
  { port }: Scene,
  times: number,
  act: (intruder: Intruder) => void,
  answer = 'bad-input',
): Promise<void> {
  for (let i = 0; i < times; i++) {
    const intruder = await Intruder.connect(port);
    act(intruder);
    await intruder.until(() => intruder.ended, 'the end of the connection');
    // Not only cut off for being late.
    expect(intruder.answer).toContain(answer);
    // Nobody has been told anything but that the connection is over.
    expect(intruder.heard).toEqual([]);
  }
}

/** One after the other on links of their own, by somebody who has been let in. */
export async function asMember(
  { port }: Scene,
  acts: readonly ((intruder: Intruder) => void)[],
): Promise<void> {
  for (const act of acts) {
    const intruder = await Intruder.join(port);
    act(intruder);
    expect(await intruder.goodbye()).toBe('bad-input');
  }
}

/** The same by somebody who has shaken hands and not said hello. */
export async function asUngreeted(
  { port }: Scene,
  acts: readonly ((intruder: Intruder) => void)[],
): Promise<void> {
  for (const act of acts) {
    const intruder = await Intruder.connect(port);
    await intruder.shakeHands();
    act(intruder);
    expect(await intruder.goodbye()).toBe('bad-input');
  }
}

export function times<T>(count: number, make: (n: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
