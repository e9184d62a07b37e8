import { TriangleAlert } from 'lucide-react';
import { useMirror } from '../../state/mirror.ts';
import { useWords } from '../../words/words.ts';
import styles from './person.module.css';

/** Somebody has come with the name of another: said first, before anything that could be believed. */
export function Doubt({ name }: { readonly name: string }) {
  const t = useWords('person');
  const ownName = useMirror(({ chat }) => chat.self?.name);
  const isOurs = name === ownName;
  return (
    <div className={styles['doubt']}>
      <TriangleAlert size={16} />
      <p>{t.rich(isOurs ? 'notYou' : 'notTheKnown', { name: () => <bdi>{name}</bdi> })}</p>
    </div>
  );
}
