import { useMirror } from '../../state/mirror.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
import { InvitePanel } from './invite-panel.tsx';

type InviteDialogProps = { readonly open: boolean; readonly onClose: () => void };

/** The link, to be looked at, copied or scanned. */
export function InviteDialog({ open, onClose }: InviteDialogProps) {
  const t = useWords('invite');
  const group = useMirror((mirror) => mirror.chat.group);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.rich('title', { group: () => <PersonName name={group} /> })}
    >
      <InvitePanel />
    </Dialog>
  );
}
