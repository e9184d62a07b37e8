import type { Healing, PeerRef, Split } from './events.ts';

/** A sentence in pieces: words as they are, and people, whose names each face shows in its own way. */
export type Sentence = readonly (string | PeerRef)[];

/** Most people named in one place; of the others the number is said. */
const MAX_NAMED = 4;

/** "You and Ben cannot reach Carol and Dan since 14:02". */
export function splitSentence({ reached, unreachable }: Split, since: string): Sentence {
  return [
    ...enumerated(['You', ...reached]),
    ' cannot reach ',
    ...enumerated(unreachable),
    ` since ${since}`,
  ];
}

/** "Together again: 17 messages merged", and with whom where somebody is still away. */
export function healingSentence({ peers, missing, merged }: Healing): Sentence {
  const whom: Sentence = missing.length === 0 ? [] : [' with ', ...enumerated(peers)];
  const messages = merged === 1 ? 'message' : 'messages';
  return ['Together again', ...whom, merged === 0 ? '' : `: ${merged} ${messages} merged`];
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 5 others`. */
export function enumerated(all: Sentence): Sentence {
  const named = all.length > MAX_NAMED ? all.slice(0, MAX_NAMED - 1) : all;
  const rest = all.length - named.length;
  const parts = rest === 0 ? named : [...named, `${rest} others`];
  return parts.flatMap((part, i) => {
    if (i === 0) return [part];
    return [i === parts.length - 1 ? ' and ' : ', ', part];
  });
}
