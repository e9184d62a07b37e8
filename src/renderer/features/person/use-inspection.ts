import { useEffect, useState } from 'react';
import type { PeerId } from '../../../core/ids.ts';
import type { Inspection } from '../../../core/inspection.ts';
import { attempt } from '../../state/attempt.ts';

/** How often it is looked again while the card is open, in ms. */
const LOOK_EVERY_MS = 1_000;

/** How somebody is reached this moment, for as long as anybody looks; null until that is known. */
export function useInspection(id: PeerId, looking: boolean): Inspection | null {
  const [found, setFound] = useState<Inspection | null>(null);
  useEffect(() => {
    if (!looking) return;
    let here = true;
    const look = async (): Promise<void> => {
      const inspected = await attempt(window.parley.inspect(id));
      if (here && inspected.ok) setFound(inspected.value);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [id, looking]);
  return found;
}
