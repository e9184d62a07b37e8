import type { RosterPeer } from '../core/events.ts';
import { labelOf, nameFor } from '../core/labels.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { ChatState } from '../core/state.ts';
import { visible } from '../core/visible.ts';

/** Fewest digits of a key that are taken for one: as many as a tag has. */
const MIN_DIGITS = 4;

/** Who is meant: by nickname, name, name with tag, or the beginning of their key. */
export function findPerson(state: ChatState, who: string): Result<RosterPeer, Failure> {
  const wanted = fold(who);
  const isKey = new RegExp(`^[0-9a-f]{${MIN_DIGITS},64}$`).test(wanted);
  const called = state.people.filter((peer) =>
    [labelOf(peer, state), nameFor(peer, state.contacts), peer.name].some(
      (name) => fold(name) === wanted,
    ),
  );
  // The label is of one person only, whatever others call themselves.
  const exact = called.filter((peer) => fold(labelOf(peer, state)) === wanted);
  const keyed = isKey ? state.people.filter(({ id }) => id.startsWith(wanted)) : [];
  const found = [exact, called, keyed].find(({ length }) => length > 0) ?? [];
  const [person, ...others] = found;
  if (person === undefined) {
    const message = `Nobody here is called “${who}”. /peers lists people.`;
    return err({ code: 'nobody', message });
  }
  if (others.length === 0) return ok(person);
  const all = found.map((peer) => visible(labelOf(peer, state))).join(', ');
  return err({ code: 'several', message: `Which one? ${all}` });
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
