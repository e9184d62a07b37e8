import { type FormEvent, useState } from 'react';
import type { PeerId } from '../../../core/ids.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.ts';
import styles from './person.module.css';
import { useChange } from './use-change.ts';

type NicknameProps = { readonly id: PeerId; readonly nickname: string | null };

/** What one calls them: seen by nobody else. */
export function Nickname({ id, nickname }: NicknameProps) {
  const t = useWords('person');
  const [typed, setTyped] = useState(nickname ?? '');
  const { change, problem } = useChange(id);
  const kept = typed.trim() === (nickname ?? '');

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!kept) await change({ nickname: typed });
  }

  return (
    <form className={styles['nickname']} noValidate onSubmit={(event) => void save(event)}>
      <Field label={t('nickname')} hint={t('nicknameHint')} error={problem}>
        {(control) => (
          <input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" aria-disabled={kept} className={styles['save']}>
        {t('save')}
      </Button>
    </form>
  );
}
