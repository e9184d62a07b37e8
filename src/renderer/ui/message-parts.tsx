import { type ComponentType, createContext, useContext } from 'react';
import type { ChatMessage } from '../../core/events.ts';

type Part = ComponentType<{ readonly message: ChatMessage }>;

/** What stands in a message besides its text. It is one feature and the timeline is another. */
export type MessageParts = {
  /** Above the text: what it answers. */
  readonly Quote: Part;
  /** Under the bubble: whether it was edited, and what people have put on it. */
  readonly Under: Part;
  /** What can be done with it, while it is pointed at or has the focus. */
  readonly Actions: Part;
};

function Nothing(): null {
  return null;
}

const Parts = createContext<MessageParts>({ Quote: Nothing, Under: Nothing, Actions: Nothing });

/** Says what stands in the messages below. */
export const MessagePartsProvider: typeof Parts.Provider = Parts.Provider;

export function useMessageParts(): MessageParts {
  return useContext(Parts);
}
