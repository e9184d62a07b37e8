import { en } from './en/index.ts';
import { it } from './it/index.ts';
import type { Language } from './locale.ts';

/** The part of the catalogue that a feature reads. */
export type Part = keyof typeof en;

/** The catalogue of a language: the same keys as English has, with words of its own. */
export const CATALOGUES: Readonly<Record<Language, Words>> = { en, it };

/** What English says of the shape of a catalogue; a key too few or too many is a type error. */
export type Words = Said<typeof en>;

type Said<T> = { readonly [K in keyof T]: T[K] extends string ? string : Said<T[K]> };
