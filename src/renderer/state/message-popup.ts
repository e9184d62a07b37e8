import { create } from 'zustand';
import type { EntryId } from '../../core/ids.ts';

/** What can be open about a message, one at a time. */
type PopupKind = 'menu' | 'reactions' | 'deletion' | 'history';

type Popup = {
  readonly kind: PopupKind | null;
  /** Which message it is about, or was: it is still to be read while it goes. */
  readonly id: EntryId | null;
  /** Where it opens: at a thing of the page, or at a place in it. */
  readonly anchor: Element | { readonly getBoundingClientRect: () => DOMRect } | null;
};

/** What is open about a message: one for all of them, however many there are. */
export const useMessagePopup = create<Popup>()(() => ({ kind: null, id: null, anchor: null }));

export function openPopup(
  kind: PopupKind,
  id: EntryId,
  anchor: NonNullable<Popup['anchor']>,
): void {
  useMessagePopup.setState({ kind, id, anchor });
}

export function closePopup(): void {
  useMessagePopup.setState({ kind: null });
}

type Active = {
  readonly pointed: EntryId | null;
  /** What had the focus last, and where Tab leads. */
  readonly focused: EntryId | null;
};

/** Which messages are pointed at and have the focus: only these show all that can be done with them. */
const useActive = create<Active>()(() => ({ pointed: null, focused: null }));

export function setActive(change: Partial<Active>): void {
  useActive.setState(change);
}

export function useIsActive(id: EntryId): boolean {
  return useActive(({ pointed, focused }) => pointed === id || focused === id);
}

/** Whether Tab leads to a message, of all that the arrow keys lead to. */
export function useIsTabStop(id: EntryId): boolean {
  return useActive(({ focused }) => focused === id);
}
