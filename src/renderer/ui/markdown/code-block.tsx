import { Fragment, type ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import styles from './code-block.module.css';
import type { Coloured } from './highlighter.ts';
import type { MarkdownActions } from './markdown.tsx';
import { useHighlighted } from './use-highlighted.ts';

type CodeBlockProps = {
  /** As it was named; empty where it was not. */
  readonly language: string;
  readonly text: string;
  readonly actions: MarkdownActions;
};

/** A piece of code that scrolls in itself, by keyboard too. */
export function CodeBlock({ language, text, actions }: CodeBlockProps) {
  const t = useWords('text');
  const pieces = useHighlighted(text, language);
  const label = language === '' ? t('code') : t('codeIn', { language });
  return (
    <figure className={styles['block']} aria-label={label} dir="ltr">
      {language !== '' && <p className={styles['language']}>{language}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must scroll by keyboard */}
      <pre tabIndex={0} className={styles['pane']}>
        <code>{pieces.map(drawn)}</code>
      </pre>
      <div className={styles['tools']}>{actions.codeTools(text)}</div>
    </figure>
  );
}

function drawn(piece: Coloured, i: number): ReactNode {
  const key = `${i}`;
  if (typeof piece === 'string') return <Fragment key={key}>{piece}</Fragment>;
  return (
    <span key={key} className={styles[piece.colour]}>
      {piece.text}
    </span>
  );
}
