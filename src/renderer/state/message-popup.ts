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

/** The message that is pointed at or has the focus: only that one shows all that can be done with it. */
export const useActiveMessage = create<{ readonly id: EntryId | null }>()(() => ({ id: null }));

export function setActiveMessage(id: EntryId | null): void {
  if (useActiveMessage.getState().id !== id) useActiveMessage.setState({ id });
}
