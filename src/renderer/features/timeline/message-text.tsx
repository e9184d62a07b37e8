import { type MouseEvent, useMemo, useState } from 'react';
import { visible } from '../../../core/visible.ts';
import { attempt } from '../../state/attempt.ts';
import { splitLinks, type TextLink } from './links.ts';
import styles from './message-text.module.css';

/** What somebody wrote: nothing in it is obeyed, and its links open outside, after main has looked. */
export function MessageText({ text }: { readonly text: string }) {
  const pieces = useMemo(() => splitLinks(visible(text)), [text]);
  return pieces.map((piece, i) => {
    // Pieces have no identity of their own, and a text never reorders them.
    const key = `${i}`;
    return typeof piece === 'string' ? piece : <Link key={key} link={piece} />;
  });
}

/** A link that says where it leads, and why it was not opened if it was not. */
function Link({ link: { text, url, host, disguised } }: { readonly link: TextLink }) {
  const [problem, setProblem] = useState<string | null>(null);

  async function open(event: MouseEvent): Promise<void> {
    event.preventDefault();
    const opened = await attempt(window.parley.openLink(url));
    setProblem(opened.ok ? null : opened.error.message);
  }

  return (
    <>
      <a
        href={url}
        title={host === null ? 'Opens in your mail program' : `Opens ${host} in your browser`}
        className={styles['link']}
        onClick={(event) => void open(event)}
      >
        {text}
      </a>
      {disguised && <span className={styles['host']}> ({host})</span>}
      {problem !== null && (
        <span role="alert" className={styles['problem']}>
          {problem}
        </span>
      )}
    </>
  );
}
