import { useCallback, useEffect, useState } from 'react';
import type { JoinDefaults } from '../../../core/join-form.ts';
import { JoinFields } from './join-fields.tsx';

/** Port 0 is any free one, so that even a form without help can be sent. */
const NO_HELP: JoinDefaults = {
  form: { name: '', port: '0', seeds: '', host: '', group: '', secret: '' },
  problems: [],
  cards: [],
  names: {},
};

/** Fetches what to start with, then shows the form: it must not change under somebody's fingers. */
export function JoinForm() {
  const [round, setRound] = useState(1);
  const [start, setStart] = useState({ round: 0, defaults: NO_HELP });
  const startAgain = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    let wanted = true;
    window.parley
      .joinDefaults()
      .catch(() => NO_HELP)
      .then((defaults) => {
        if (wanted) setStart({ round, defaults });
      });
    return () => {
      wanted = false;
    };
  }, [round]);

  if (start.round === 0) return null;
  return <JoinFields key={start.round} defaults={start.defaults} onOthersEnd={startAgain} />;
}
