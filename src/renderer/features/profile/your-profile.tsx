import { type FormEvent, useState } from 'react';
import { looksLike } from '../../../core/look-alikes.ts';
import type { Looks } from '../../../core/profile.ts';
import { parseName, parseStatus } from '../../../core/text.ts';
import { attempt } from '../../state/attempt.ts';
import { closeProfile } from '../../state/card.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.ts';
import { Colours } from './colours.tsx';
import { problemWith } from './problem.ts';
import styles from './profile.module.css';

/** What one says of oneself, to be changed. */
export function YourProfile({ open }: { readonly open: boolean }) {
  const t = useWords('profile');
  const self = useMirror(({ chat }) => chat.self);
  const looks = useMirror(({ chat }) => chat.looks);
  return (
    <Dialog open={open && self !== null} onClose={closeProfile} title={t('title')}>
      {self && <ProfileForm id={self.id} name={self.name} looks={looks} />}
    </Dialog>
  );
}

type ProfileFormProps = { readonly id: string; readonly name: string; readonly looks: Looks };

/** What is wrong is said while it is typed; everything is told to the others at once. */
function ProfileForm({ id, name: nameNow, looks }: ProfileFormProps) {
  const t = useWords('profile');
  const [name, setName] = useState(nameNow);
  const [status, setStatus] = useState(looks.status ?? '');
  const [colour, setColour] = useState(looks.colour ?? null);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const shared = useMirror(({ chat }) => chat.people.some((peer) => looksLike(peer.name, name)));
  const parsedName = parseName(name);
  const parsedStatus = parseStatus(status);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!parsedName.ok || !parsedStatus.ok || busy) return;
    setBusy(true);
    const changed = await attempt(window.parley.changeProfile({ name, status, colour }));
    setBusy(false);
    setRefused(changed.ok ? undefined : changed.error.message);
    if (changed.ok) closeProfile();
  }

  return (
    <form className={styles['form']} noValidate onSubmit={(event) => void save(event)}>
      <Field
        label={t('name')}
        hint={shared ? t('sameName') : t('nameHint')}
        error={problemWith(parsedName, t)}
      >
        {(control) => (
          <input
            {...control}
            value={name}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('status')} hint={t('statusHint')} error={problemWith(parsedStatus, t)}>
        {(control) => (
          <input
            {...control}
            value={status}
            autoComplete="off"
            onChange={(event) => setStatus(event.target.value)}
          />
        )}
      </Field>
      <Colours id={id} name={name} chosen={colour} onChoose={setColour} />
      <p className={styles['kept']}>{t('kept')}</p>
      {refused !== undefined && (
        <p role="alert" className={styles['refused']}>
          {refused}
        </p>
      )}
      <Button
        type="submit"
        look="primary"
        aria-disabled={!parsedName.ok || !parsedStatus.ok || busy}
        className={styles['save']}
      >
        {t('save')}
      </Button>
    </form>
  );
}
