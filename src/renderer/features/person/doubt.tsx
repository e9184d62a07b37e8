import { TriangleAlert } from 'lucide-react';
import { useMirror } from '../../state/mirror.ts';
import styles from './person.module.css';

/** Somebody has come with the name of another: said first, before anything that could be believed. */
export function Doubt({ name }: { readonly name: string }) {
  const ownName = useMirror(({ chat }) => chat.self?.name);
  const isOurs = name === ownName;
  return (
    <div className={styles['doubt']}>
      <TriangleAlert size={16} />
      <p>
        This <bdi>{name}</bdi> is not {isOurs ? 'you' : <Known name={name} />}: another key has come
        with that name.
      </p>
    </div>
  );
}

function Known({ name }: { readonly name: string }) {
  return (
    <>
      the <bdi>{name}</bdi> you know
    </>
  );
}
