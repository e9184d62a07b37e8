import type { MouseEvent, ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import styles from './markdown.module.css';
import type { Place } from './tree.ts';

type MarkdownLinkProps = {
  readonly url: string;
  readonly place: Place;
  readonly onOpen: (url: string) => void;
  readonly children: ReactNode;
};

/** A link that says where it leads: the place is written out where the text does not say it. */
export function MarkdownLink({ url, place, onOpen, children }: MarkdownLinkProps) {
  const t = useWords('text');
  function open(event: MouseEvent): void {
    event.preventDefault();
    onOpen(url);
  }

  return (
    <>
      <a
        href={url}
        title={place.mail ? t('opensMail') : t('opensWeb', { host: place.name })}
        className={styles['link']}
        onClick={open}
      >
        {children}
      </a>
      {place.disguised && <span className={styles['place']}> ({place.name})</span>}
    </>
  );
}
