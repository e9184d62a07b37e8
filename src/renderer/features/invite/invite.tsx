import { Check, Link, UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { useCopy } from '../../state/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import { lazyDialog } from '../../ui/lazily.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './invite.module.css';

const InviteDialog = lazyDialog(async () => (await import('./invite-dialog.tsx')).InviteDialog);

/** The two ways to ask somebody in: the link on the clipboard at once, or a look at it first. */
export function Invite() {
  const say = useFailures();
  const t = useWords('invite');
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [outcome, copy] = useCopy();
  const people = useMirror((mirror) => mirror.chat.people);
  const addresses = useMirror((mirror) => mirror.chat.addresses);
  // biome-ignore lint/correctness/useExhaustiveDependencies: either may be the way that was lacking
  useEffect(() => setRefused(undefined), [people, addresses]);
  const problem = refused ?? outcome?.problem ?? null;

  async function copyLink(): Promise<void> {
    const invite = await attempt(window.parley.invite());
    setRefused(invite.ok ? undefined : say(invite.error));
    if (invite.ok) await copy(invite.value);
  }

  return (
    <div className={styles['bar']}>
      <Button className={styles['open']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <UserPlus size={16} />
        {t('invite')}
      </Button>
      <Button
        look="icon"
        className={styles['copy']}
        aria-label={t('copyLink')}
        title={t('copyLink')}
        onClick={() => void copyLink()}
      >
        {outcome !== null && problem === null ? (
          <Check size={16} className={styles['check']} />
        ) : (
          <Link size={16} />
        )}
      </Button>
      <span aria-live="polite" className={styles['said']} data-problem={problem !== null}>
        {problem ?? (outcome === null ? '' : t('linkCopied'))}
      </span>
      <InviteDialog open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
