import { bareEmoji } from '../../../core/content.ts';
import type { ChatMessage } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { visible } from '../../../core/visible.ts';
import { attempt } from '../../state/attempt.ts';
import { canEdit } from '../../state/messages.ts';
import { useMirror } from '../../state/mirror.ts';
import { writing } from '../../state/writing.ts';

/** What can be done with a message. */
export type Doable = {
  readonly reply: boolean;
  readonly react: boolean;
  readonly edit: boolean;
  readonly copy: boolean;
  readonly remove: boolean;
  readonly history: boolean;
};

export function doable(message: ChatMessage): Doable {
  const { deleted, own, editedAt, text } = message;
  const there = !deleted;
  return {
    reply: there,
    react: there,
    edit: canEdit(message),
    copy: text !== '',
    remove: there && own,
    history: there && editedAt !== null,
  };
}

/** Puts an emoji on a message, or takes one's own off again where it is there. */
export function toggleReaction({ id, reactions }: ChatMessage, emoji: string): void {
  const self = useMirror.getState().chat.self?.id;
  const on = reactions.find((each) => bareEmoji(each.emoji) === bareEmoji(emoji));
  const there = self !== undefined && on?.by.includes(self) === true;
  say(window.parley.react(id, emoji, !there));
}

/** As it is shown: what turns a line round must not come into another program unseen. */
export function copyText({ text }: ChatMessage): void {
  say(window.parley.copy(visible(text)));
}

export function replyTo({ id }: ChatMessage): void {
  writing.reply(id);
}

export function edit({ id, text }: ChatMessage): void {
  writing.edit(id, text);
}

/** Where something could not be done, that is said where one writes. */
function say(request: Promise<Result<EntryId | null, Failure>>): void {
  void attempt(request).then((done) => {
    if (!done.ok) writing.object(done.error);
  });
}
