import type { ChatPeer } from '../peer/chat-peer.ts';
import type { Damage } from '../store/open-history.ts';
import { onceJoined } from './once-joined.ts';

/**
 * Says what became of a damaged history, as soon as there is a group and somebody to read it. To be
 * called after whoever shows the events listens.
 */
export function warnOfDamage(damage: Damage | null, peer: ChatPeer): void {
  if (damage === null) return;
  const { messages, kept } = damage;
  // Nothing is known of an archive that could not even be counted.
  const { saved, of } = messages ?? { saved: -1, of: -1 };
  const params = { what: 'all', saved, of, lost: of - saved, file: kept };
  onceJoined(peer, () => {
    peer.warn({ code: 'history-damaged', message: describeDamage(damage), params });
  });
}

/** The same in words. */
export function describeDamage({ messages, kept }: Damage): string {
  const file = `The damaged file was kept as ${kept}.`;
  return `The history on this computer was damaged. ${whatWasSaved(messages)} ${file}`;
}

function whatWasSaved(messages: Damage['messages']): string {
  const rest = 'the rest comes back from the others as they appear.';
  if (messages === null) return `What could be read was saved; ${rest}`;
  const { saved, of } = messages;
  if (saved === 0) {
    return 'No message could be saved; they come back from the others as they appear.';
  }
  if (saved === of)
    return `${saved === 1 ? 'All that was in it was saved: 1 message' : `All ${count(saved)} messages were saved`}.`;
  return `${count(saved)} of about ${count(of)} messages were saved; ${rest}`;
}

function count(messages: number): string {
  return messages.toLocaleString('en');
}
