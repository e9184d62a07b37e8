import { useEffect, useState } from 'react';
import type { JoinForm as JoinFormValues } from '../../../core/join-form.ts';
import type { JoinDefaults } from '../../../ipc/contract.ts';
import { JoinFields } from './join-fields.tsx';

const BLANK: JoinFormValues = { name: '', port: '0', seeds: '', host: '', group: '', secret: '' };

/** Fetches what to start with, then shows the form: it must not change under somebody's fingers. */
export function JoinForm() {
  const [defaults, setDefaults] = useState<JoinDefaults>();

  useEffect(() => {
    let wanted = true;
    window.parley
      .joinDefaults()
      // Port 0 is any free one, so that even a form without help can be sent.
      .catch((): JoinDefaults => ({ form: BLANK, cards: [] }))
      .then((found) => {
        if (wanted) setDefaults(found);
      });
    return () => {
      wanted = false;
    };
  }, []);

  return defaults === undefined ? null : <JoinFields defaults={defaults} />;
}
