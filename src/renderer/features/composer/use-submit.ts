import { useState } from 'react';
import { type CommandName, parseTyped } from '../../../core/commands.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { splitText } from '../../../core/split-text.ts';
import { MAX_TEXT_BYTES } from '../../../core/text.ts';
import { attempt } from '../../state/attempt.ts';
import { writing } from '../../state/writing.ts';
import { useWords } from '../../words/words.ts';

/** Code of what only looks like a command, for which there is a way round. */
export const UNKNOWN_COMMAND = 'unknown-command';

type UseSubmit = {
  /** Says what has been written, or does what it asks for. */
  readonly submit: () => void;
  /** Says it to the letter, though it looks like a command. */
  readonly sayAsText: () => void;
  /** Says it in several messages. */
  readonly sayInParts: () => void;
  readonly help: boolean;
  readonly closeHelp: () => void;
};

/** What becomes of a draft. */
export function useSubmit(): UseSubmit {
  const t = useWords('composer');
  const [help, setHelp] = useState(false);

  const sayText = (text: string): void => writing.say([text]);

  /** Does what only main can do. The draft stays where it could not be done. */
  async function ask(draft: string, request: Promise<Result<null, Failure>>): Promise<void> {
    const done = await attempt(request);
    if (writing.view().draft !== draft) return;
    if (done.ok) writing.type('');
    else writing.object(done.error);
  }

  function run(name: CommandName, rest: string, draft: string): void {
    switch (name) {
      case 'me':
        writing.say([rest], 'action');
        break;
      case 'nick':
        void ask(draft, window.parley.changeProfile({ name: rest }));
        break;
      case 'status':
        void ask(draft, window.parley.changeProfile({ status: rest === '' ? null : rest }));
        break;
      case 'connect':
        void ask(draft, window.parley.connect(rest));
        break;
      case 'help':
        writing.type('');
        setHelp(true);
        break;
      case 'quit':
        writing.type('');
        // The last window: main says goodbye to everybody.
        window.close();
        break;
    }
  }

  function submit(): void {
    const { draft, target } = writing.view();
    if (draft === '') return;
    const typed =
      target?.as === 'edit' ? ({ type: 'text', text: draft } as const) : parseTyped(draft);
    switch (typed.type) {
      case 'text':
        sayText(typed.text);
        break;
      case 'command':
        run(typed.name, typed.rest, draft);
        break;
      case 'unknown':
        writing.object({ code: UNKNOWN_COMMAND, message: t('unknownCommand', typed) });
        break;
      case 'lacking':
        writing.object({ code: 'command-lacking', message: t(`lacking.${typed.name}`) });
        break;
      case 'too-much':
        writing.object({ code: 'command-too-much', message: t('tooMuch', { word: typed.name }) });
        break;
    }
  }

  return {
    submit,
    sayAsText: () => sayText(writing.view().draft),
    sayInParts: () => writing.say(splitText(writing.view().draft, MAX_TEXT_BYTES)),
    help,
    closeHelp: () => setHelp(false),
  };
}
