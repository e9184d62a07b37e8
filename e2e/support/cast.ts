import { ask } from './camera.ts';
import type { ParleyWindow } from './parley-window.ts';

/** A message as the page knows it, to be reacted to, answered or changed. */
export async function idOf(window: ParleyWindow, text: string): Promise<string> {
  const message = window.messages.getByRole('article').filter({ hasText: text }).last();
  await message.waitFor();
  const id = await message.getAttribute('data-id');
  if (id === null) throw new Error('A message has no id');
  return id;
}

/** Puts an emoji on what somebody said. */
export async function react(window: ParleyWindow, text: string, emoji: string): Promise<void> {
  await ask(window, 'react', await idOf(window, text), emoji, true);
}

/** Until this text is in a window. */
export async function arrives(window: ParleyWindow, text: string): Promise<void> {
  await window.messages.getByText(text).last().waitFor();
}
