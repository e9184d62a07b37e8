import { app } from 'electron';
import type { ChatPeer } from '../peer/chat-peer.ts';

/** The program's icon says how much is unread, where the system has a place for it. */
export function showUnreadOnIcon(peer: ChatPeer): void {
  let shown = 0;
  peer.onEvent(() => {
    const { count } = peer.state.unread;
    if (count === shown) return;
    shown = count;
    app.setBadgeCount(count);
  });
}
