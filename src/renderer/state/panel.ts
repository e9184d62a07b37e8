import { create } from 'zustand';

/** A dialog about the program itself, which every screen can open. */
export type Panel = 'preferences' | 'shortcuts';

export const usePanel = create<{ readonly open: Panel | null }>()(() => ({ open: null }));

export function openPanel(open: Panel): void {
  usePanel.setState({ open });
}

export function closePanel(): void {
  usePanel.setState({ open: null });
}
