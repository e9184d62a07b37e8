import { carrier as raw } from '../../../bench/floor/contenders/raw.ts';
import type { Carrier } from '../../../bench/group/carrier.ts';

/** Which message does not come as it should. */
const SPOILED = 100;

/** The floor, with what a sender says passed through `spoil`, which may give back anything. */
export function spoiled(
  spoil: (message: Uint8Array, said: number) => readonly Uint8Array[],
  ordered = true,
): Carrier {
  return {
    ordered,
    async join(place, inbox) {
      const member = await raw.join(place, inbox);
      let said = 0;
      return {
        ...member,
        publish(message) {
          said += 1;
          for (const each of spoil(message, said)) member.publish(each);
        },
      };
    },
  };
}

export const losing = (message: Uint8Array, said: number): readonly Uint8Array[] =>
  said === SPOILED ? [] : [message];

export const doubling = (message: Uint8Array, said: number): readonly Uint8Array[] =>
  said === SPOILED ? [message, message] : [message];

/** Makes one that says two messages the wrong way round. */
export function swapping(): (message: Uint8Array, said: number) => readonly Uint8Array[] {
  let held: Uint8Array | null = null;
  return (message, said) => {
    if (said === SPOILED) {
      held = message;
      return [];
    }
    const late = held;
    held = null;
    return late === null ? [message] : [message, late];
  };
}
