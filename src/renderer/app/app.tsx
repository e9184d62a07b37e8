import { useMirror } from '../state/mirror.ts';
import { ChatScreen } from './chat-screen.tsx';
import { JoinScreen } from './join-screen.tsx';

/** Picks the screen: nothing until main has said which one is right, so that none flashes by. */
export function App() {
  const synced = useMirror((mirror) => mirror.synced);
  const joined = useMirror((mirror) => mirror.chat.joined);
  if (!synced) return null;
  return joined ? <ChatScreen /> : <JoinScreen />;
}
