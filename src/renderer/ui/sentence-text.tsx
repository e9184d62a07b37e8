import { Fragment } from 'react';
import { type Naming, nameFor } from '../../core/labels.ts';
import type { Sentence } from '../../core/split-words.ts';
import { PersonName } from './person-name.tsx';

type SentenceTextProps = { readonly sentence: Sentence; readonly naming: Naming };

/** A sentence with people in it, each name isolated. */
export function SentenceText({ sentence, naming }: SentenceTextProps) {
  return sentence.map((part, i) => {
    // Pieces have no identity of their own, and a sentence never reorders them.
    const key = `${i}`;
    if (typeof part === 'string') return <Fragment key={key}>{part}</Fragment>;
    const name = nameFor(part, naming.contacts);
    return <PersonName key={key} name={name} tag={naming.tags[part.id]} />;
  });
}
