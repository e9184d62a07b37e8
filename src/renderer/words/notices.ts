import type { Healing, PeerRef, Split } from '../../core/events.ts';
import type { Sentence } from '../../core/split-words.ts';
import type { Locale } from './locale.ts';
import { listed, people, sentenceOf } from './sentences.ts';
import { wordsIn } from './words.ts';

/** Most people named in one place; of the others the number is said. */
const MAX_NAMED = 4;
/** The same, of those who came or went. */
const MAX_TOGETHER = 3;

type Coming = 'created' | 'joined' | 'left' | 'lost' | 'back';

/** Somebody came or went: "Ana joined". */
export function comingSentence(kind: Coming, peer: PeerRef, locale: Locale): Sentence {
  return sentenceOf(wordsIn(locale, 'notices').rich(kind, { name: people([peer]) }));
}

type Outcome = 'joined' | 'back' | 'left' | 'lost' | 'cameAndWent' | 'wentAndCame';

/** What became of several people: "Ana, Ben and 3 others joined". */
export function outcomeSentence(
  outcome: Outcome,
  peers: readonly PeerRef[],
  locale: Locale,
): Sentence {
  const them = people(listed(peers, MAX_TOGETHER, locale));
  const t = wordsIn(locale, 'notices');
  return sentenceOf(t.rich(`outcome.${outcome}`, { them, count: peers.length }));
}

/**
 * "Ana goes by Anna from now on". Both as they call themselves, whatever they are called here, each isolated
 * so that its direction cannot reorder the words between.
 */
export function renamedSentence(was: string, name: string, locale: Locale): string {
  return wordsIn(locale, 'notices')('renamed', { was: isolated(was), name: isolated(name) });
}

/** Between U+2068 and U+2069 (Unicode Standard Annex 9, "Explicit Directional Isolates"). */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** "You and Ben cannot reach Carol and Dan since 14:02"; `since` as `Dates` say it. */
export function splitSentence(
  { reached, unreachable }: Pick<Split, 'reached' | 'unreachable'>,
  since: string,
  locale: Locale,
): Sentence {
  const t = wordsIn(locale, 'notices');
  const them = people(listed(unreachable, MAX_NAMED, locale));
  if (reached.length === 0) return sentenceOf(t.rich('splitAlone', { them, since }));
  const us = people(listed([t('you'), ...reached], MAX_NAMED, locale));
  return sentenceOf(t.rich('split', { us, them, since }));
}

/** "Together again: 17 messages merged", and with whom where somebody is still away. */
export function healingSentence(
  { peers, missing, merged }: Pick<Healing, 'peers' | 'missing' | 'merged'>,
  locale: Locale,
): Sentence {
  const t = wordsIn(locale, 'notices');
  if (missing.length === 0) return [merged === 0 ? t('together') : t('togetherMerged', { merged })];
  const them = people(listed(peers, MAX_NAMED, locale));
  return sentenceOf(
    merged === 0
      ? t.rich('togetherWith', { them })
      : t.rich('togetherWithMerged', { them, merged }),
  );
}
