import { create } from 'zustand';
import { DEFAULT_PREFERENCES, type Preferences } from '../../core/preferences.ts';
import { assertNever } from '../../core/result.ts';
import { type ChatState, EMPTY_STATE, reduceAll } from '../../core/state.ts';
import type { Bridge, BridgeEvent, Invitation } from '../../ipc/contract.ts';
import { byFrame } from './by-frame.ts';
import { forget, keep, recall, stringsOf } from './kept.ts';

/** What main has told the page, and nothing that main would not know, but for `dismissed`. */
export type Mirror = {
  /** False until the first snapshot: until then nobody knows which screen is right. */
  readonly synced: boolean;
  readonly joining: boolean;
  readonly chat: ChatState;
  /** A link from outside that waits for the person's word. */
  readonly invitation: Invitation | null;
  readonly preferences: Preferences;
  /** Keys of the alerts that this window has put away; main gives each key out only once. */
  readonly dismissed: readonly string[];
};

const EMPTY_MIRROR: Mirror = {
  synced: false,
  joining: false,
  chat: EMPTY_STATE,
  invitation: null,
  preferences: DEFAULT_PREFERENCES,
  dismissed: [],
};

/** The one store of the window. Read it with a selector, so that a part renders for its own news only. */
export const useMirror = create<Mirror>()(() => EMPTY_MIRROR);

/** Folds what main said, a batch of a burst at a time. */
function foldBridgeEvent(mirror: Mirror, event: BridgeEvent): Mirror {
  switch (event.type) {
    case 'snapshot':
      return {
        ...mirror,
        synced: true,
        joining: event.joining,
        chat: event.state,
        invitation: event.invitation,
        preferences: event.preferences,
      };
    case 'invitation':
      return { ...mirror, invitation: event.invitation };
    case 'preferences':
      return { ...mirror, preferences: event.preferences };
    case 'joining':
      return { ...mirror, joining: event.joining };
    case 'events':
      return { ...mirror, chat: reduceAll(mirror.chat, event.events) };
    default:
      return assertNever(event);
  }
}

/** Starts listening, then asks for the snapshot: the other way round could miss it. */
export function startMirror(bridge: Bridge): () => void {
  useMirror.setState({ dismissed: stringsOf(recall('dismissed')) });
  const fold = byFrame<BridgeEvent>((events) => {
    useMirror.setState((mirror) => events.reduce(foldBridgeEvent, mirror), true);
    // What was being written was meant for the group that has been left, perhaps during a reload.
    if (!useMirror.getState().chat.joined) forget('outbox');
  });
  const stop = bridge.onEvent(fold);
  void bridge.ready();
  return stop;
}

/** Puts an alert away in this window only, where a reload does not bring it back. */
export function dismissAlert(key: string): void {
  const { chat, dismissed } = useMirror.getState();
  // An alert that main has let go of does not return, so its key need not be remembered.
  const standing = dismissed.filter((put) => chat.alerts.some((alert) => alert.key === put));
  const all = [...standing, key];
  useMirror.setState({ dismissed: all });
  keep('dismissed', all);
}
