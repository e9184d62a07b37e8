import { useMirror } from '../state/mirror.ts';
import { lazily } from '../ui/lazily.tsx';
import { Panels } from './panels.tsx';
import { useTitle } from './use-title.ts';

const ChatScreen = lazily(async () => (await import('./chat-screen.tsx')).ChatScreen);
const JoinScreen = lazily(async () => (await import('./join-screen.tsx')).JoinScreen);

/** Picks the screen: nothing until main has said which one is right, so that none flashes by. */
export function App() {
  const synced = useMirror((mirror) => mirror.synced);
  const joined = useMirror((mirror) => mirror.chat.joined);
  useTitle();
  if (!synced) return null;
  return (
    <>
      {joined ? <ChatScreen /> : <JoinScreen />}
      <Panels />
    </>
  );
}
