import { Check, Copy } from 'lucide-react';
import { useCopy } from '../../state/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './message-text.module.css';

/** Copies a piece of code as it is, and says so with its sign. */
export function CopyCode({ code }: { readonly code: string }) {
  const t = useWords('text');
  const [outcome, copy] = useCopy();
  return (
    <>
      <Button
        look="icon"
        className={styles['copy']}
        aria-label={t('copyCode')}
        title={t('copyCode')}
        onClick={() => void copy(code)}
      >
        {outcome?.problem === null ? <Check size={14} /> : <Copy size={14} />}
      </Button>
      {outcome !== null && (
        <span role="status" className={outcome.problem === null ? styles['told'] : undefined}>
          {outcome.problem ?? t('copied')}
        </span>
      )}
    </>
  );
}
