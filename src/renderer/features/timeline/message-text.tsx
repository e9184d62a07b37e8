import { useMemo, useState } from 'react';
import type { Failure } from '../../../core/result.ts';
import { attempt } from '../../state/attempt.ts';
import { Markdown, type MarkdownActions } from '../../ui/markdown/markdown.tsx';
import { useFailures } from '../../words/failures.ts';
import { CopyCode } from './copy-code.tsx';
import styles from './message-text.module.css';
import { useNames } from './names.ts';

/**
 * What somebody wrote: nothing in it is obeyed, and its links open outside, after main has looked. Why
 * one was not opened stands below.
 */
export function MessageText({ text }: { readonly text: string }) {
  const say = useFailures();
  const names = useNames();
  const [problem, setProblem] = useState<Failure | null>(null);

  const actions = useMemo<MarkdownActions>(
    () => ({
      openLink: async (url) => {
        const opened = await attempt(window.parley.openLink(url));
        setProblem(opened.ok ? null : opened.error);
      },
      codeTools: (code) => <CopyCode code={code} />,
    }),
    [],
  );

  return (
    <>
      <Markdown text={text} people={names} actions={actions} />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {say(problem)}
        </p>
      )}
    </>
  );
}
