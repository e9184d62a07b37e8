import { type MouseEvent, useMemo, useState } from 'react';
import { visible } from '../../../core/visible.ts';
import { attempt } from '../../state/attempt.ts';
import { useWords } from '../../words/words.ts';
import { splitLinks, type TextLink } from './links.ts';
import styles from './message-text.module.css';

/**
 * What somebody wrote: nothing in it is obeyed, and its links open outside, after main has looked. Why
 * one was not opened stands below.
 */
export function MessageText({ text }: { readonly text: string }) {
  const pieces = useMemo(() => splitLinks(visible(text)), [text]);
  const [problem, setProblem] = useState<string | null>(null);

  async function open(url: string): Promise<void> {
    const opened = await attempt(window.parley.openLink(url));
    setProblem(opened.ok ? null : opened.error.message);
  }

  return (
    <>
      {pieces.map((piece, i) => {
        // Pieces have no identity of their own, and a text never reorders them.
        const key = `${i}`;
        return typeof piece === 'string' ? piece : <Link key={key} link={piece} onOpen={open} />;
      })}
      {problem !== null && (
        <span role="alert" className={styles['problem']}>
          {problem}
        </span>
      )}
    </>
  );
}

type LinkProps = {
  readonly link: TextLink;
  readonly onOpen: (url: string) => Promise<void>;
};

/** A link that says where it leads: the host is written out where the text says another. */
function Link({ link: { text, url, host, disguised }, onOpen }: LinkProps) {
  const t = useWords('message');
  function open(event: MouseEvent): void {
    event.preventDefault();
    void onOpen(url);
  }

  return (
    <>
      <a
        href={url}
        title={host === null ? t('opensMail') : t('opensHost', { host })}
        className={styles['link']}
        onClick={open}
      >
        {text}
      </a>
      {disguised && <span className={styles['host']}> ({host})</span>}
    </>
  );
}
