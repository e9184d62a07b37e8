import type { Failure } from '../core/result.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';

/** Says that the log cannot be written, as soon as there is a group and somebody to read it. */
export function warnOfLog(path: string, reason: string, peer: ChatPeer): void {
  const warning: Failure = {
    code: 'log-not-written',
    message: `What happens is not being written down in ${path}: ${reason}. The chat goes on.`,
  };
  if (peer.state.joined) {
    peer.warn(warning);
    return;
  }
  const stop = peer.onEvent(({ type }) => {
    if (type !== 'joined-group') return;
    stop();
    peer.warn(warning);
  });
}
