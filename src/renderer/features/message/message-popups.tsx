import { closePopup, useMessagePopup } from '../../state/message-popup.ts';
import { lazyDialog } from '../../ui/lazily.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { MessageMenu } from './message-menu.tsx';
import { ReactionPopover } from './reaction-popover.tsx';

const HistoryDialog = lazyDialog(async () => (await import('./history-dialog.tsx')).HistoryDialog);

/** What can be open about a message. */
export function MessagePopups() {
  const { kind, id } = useMessagePopup();
  if (id === null) return null;
  return (
    <>
      <MessageMenu />
      <ReactionPopover />
      <DeleteDialog open={kind === 'deletion'} id={id} onClose={closePopup} />
      <HistoryDialog open={kind === 'history'} id={id} onClose={closePopup} />
    </>
  );
}
