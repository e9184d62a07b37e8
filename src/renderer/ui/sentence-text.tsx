import { Fragment } from 'react';
import type { Tags } from '../../core/namesakes.ts';
import type { Sentence } from '../../core/split-words.ts';
import { PersonName } from './person-name.tsx';

type SentenceTextProps = { readonly sentence: Sentence; readonly tags: Tags };

/** A sentence with people in it, each name isolated. */
export function SentenceText({ sentence, tags }: SentenceTextProps) {
  return sentence.map((part, i) => {
    // Pieces have no identity of their own, and a sentence never reorders them.
    const key = `${i}`;
    if (typeof part === 'string') return <Fragment key={key}>{part}</Fragment>;
    return <PersonName key={key} name={part.name} tag={tags[part.id]} />;
  });
}
