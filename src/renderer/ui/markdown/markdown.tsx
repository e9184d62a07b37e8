import { type CSSProperties, Fragment, memo, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { CodeBlock } from './code-block.tsx';
import { isFewEmoji } from './few-emoji.ts';
import styles from './markdown.module.css';
import { MarkdownLink } from './markdown-link.tsx';
import { type Names, NO_NAMES } from './names.ts';
import { parseMarkdown } from './parse.ts';
import type { Block, Inline } from './tree.ts';

/** What can be done with parts of a text; the same object for as long as it does the same. */
export type MarkdownActions = {
  readonly openLink: (url: string) => void;
  /** Beside a piece of code: what copies it. */
  readonly codeTools: (code: string) => ReactNode;
};

type MarkdownProps = {
  readonly text: string;
  readonly people?: Names;
  readonly actions: MarkdownActions;
};

/** What somebody wrote, with the marks of Markdown drawn, and nothing in it obeyed. */
export const Markdown = memo(function Markdown({ text, people, actions }: MarkdownProps) {
  const blocks = parseMarkdown(text, people ?? NO_NAMES);
  return (
    <div className={classNames(styles['markdown'], isFewEmoji(text) && styles['emoji'])}>
      <Blocks blocks={blocks} actions={actions} />
    </div>
  );
});

type BlocksProps = { readonly blocks: readonly Block[]; readonly actions: MarkdownActions };

// Parts of a text have no identity of their own, and a text never reorders them: places are their keys.

function Blocks({ blocks, actions }: BlocksProps): ReactNode {
  return blocks.map((block, i) => {
    const key = `${i}`;
    return <BlockView key={key} block={block} actions={actions} />;
  });
}

function BlockView({
  block,
  actions,
}: {
  readonly block: Block;
  readonly actions: MarkdownActions;
}) {
  switch (block.type) {
    case 'text':
      return (
        <p dir="auto">
          <Inlines inlines={block.children} actions={actions} />
        </p>
      );
    case 'quote':
      return (
        <blockquote dir="auto" className={styles['quote']}>
          <Blocks blocks={block.children} actions={actions} />
        </blockquote>
      );
    case 'code':
      return <CodeBlock language={block.language} text={block.text} actions={actions} />;
    case 'list':
      return <List start={block.start} items={block.items} actions={actions} />;
  }
}

type ListProps = {
  readonly start: number | null;
  readonly items: readonly (readonly Block[])[];
  readonly actions: MarkdownActions;
};

/** A list whose marks are text, so that they are copied with it. */
function List({ start, items, actions }: ListProps) {
  const views = items.map((blocks, i) => {
    const key = `${i}`;
    return (
      <li key={key} dir="auto">
        <span className={styles['marker']}>{start === null ? '•' : `${start + i}.`} </span>
        <Item blocks={blocks} actions={actions} />
      </li>
    );
  });
  if (start === null) return <ul className={styles['list']}>{views}</ul>;
  const digits = `${start + items.length - 1}`.length;
  const style = { '--digits': digits } as CSSProperties;
  return (
    <ol className={styles['list']} style={style} start={start}>
      {views}
    </ol>
  );
}

/** An item, whose first line stands beside its mark. */
function Item({ blocks, actions }: BlocksProps) {
  const [first, ...others] = blocks;
  if (first?.type !== 'text') return <Blocks blocks={blocks} actions={actions} />;
  return (
    <>
      <Inlines inlines={first.children} actions={actions} />
      <Blocks blocks={others} actions={actions} />
    </>
  );
}

type InlinesProps = { readonly inlines: readonly Inline[]; readonly actions: MarkdownActions };

function Inlines({ inlines, actions }: InlinesProps): ReactNode {
  return inlines.map((inline, i) => {
    const key = `${i}`;
    return <Fragment key={key}>{drawn(inline, actions)}</Fragment>;
  });
}

function drawn(inline: Inline, actions: MarkdownActions): ReactNode {
  if (typeof inline === 'string') return inline;
  if (inline.type === 'code') return <code className={styles['code']}>{inline.text}</code>;
  if (inline.type === 'mention') {
    const className = classNames(styles['mention'], inline.own && styles['own']);
    return <bdi className={className}>{inline.text}</bdi>;
  }
  const children = <Inlines inlines={inline.children} actions={actions} />;
  switch (inline.type) {
    case 'strong':
      return <strong>{children}</strong>;
    case 'em':
      return <em>{children}</em>;
    case 'strike':
      return <s>{children}</s>;
    case 'link':
      return (
        <MarkdownLink url={inline.url} place={inline.place} onOpen={actions.openLink}>
          {children}
        </MarkdownLink>
      );
  }
}
