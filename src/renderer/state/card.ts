import { create } from 'zustand';
import type { PeerId } from '../../core/ids.ts';

type Card = {
  /** Whose it is, or was: it is still to be read while it goes. */
  readonly person: PeerId | null;
  readonly open: boolean;
};

const CLOSED: Card = { person: null, open: false };

/** The card of a person. It is one feature and its openers are others, so that it is kept here. */
export const useCard = create<Card>()(() => CLOSED);

export function openCard(person: PeerId): void {
  useCard.setState({ person, open: true });
}

export function closeCard(): void {
  useCard.setState({ open: false });
}

/** Whether one's own profile is open, to be changed. */
export const useProfile = create<{ readonly open: boolean }>()(() => ({ open: false }));

export function openProfile(): void {
  useProfile.setState({ open: true });
}

export function closeProfile(): void {
  useProfile.setState({ open: false });
}
