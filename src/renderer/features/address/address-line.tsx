import { Check, Copy } from 'lucide-react';
import type { CopyOutcome } from '../../state/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import styles from './address.module.css';

type AddressLineProps = {
  readonly address: string;
  readonly label: string;
  readonly outcome: CopyOutcome | null;
  readonly onCopy: (address: string) => Promise<void>;
};

/** One `host:port` that can be selected with one click, and a button that copies it. */
export function AddressLine({ address, label, outcome, onCopy }: AddressLineProps) {
  const copied = outcome?.text === address && outcome.problem === null;
  return (
    <div className={styles['line']}>
      <span className={styles['value']} title={address}>
        {address}
      </span>
      <Button
        look="icon"
        className={styles['copy']}
        aria-label={label}
        title={label}
        onClick={() => void onCopy(address)}
      >
        {copied ? <Check size={16} className={styles['check']} /> : <Copy size={16} />}
      </Button>
    </div>
  );
}
