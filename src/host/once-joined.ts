import type { ChatPeer } from '../peer/chat-peer.ts';

/**
 * Says something about this program as soon as there is a group and somebody to read it; now, where
 * there is. To be called after whoever shows the events listens.
 */
export function onceJoined(peer: Pick<ChatPeer, 'state' | 'onEvent'>, say: () => void): void {
  if (peer.state.joined) {
    say();
    return;
  }
  const stop = peer.onEvent(({ type }) => {
    if (type !== 'joined-group') return;
    stop();
    say();
  });
}
