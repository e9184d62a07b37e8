import { Copy, History, Pencil, Reply, SmilePlus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { closePopup, openPopup, useMessagePopup } from '../../state/message-popup.ts';
import { useMessage } from '../../state/messages.ts';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useWords } from '../../words/words.ts';
import { anchorIn, articleOf } from './articles.ts';
import { copyText, doable, edit, replyTo } from './do.ts';

/** All that can be done with a message. */
export function MessageMenu() {
  const t = useWords('message');
  const keys = useWords('shortcuts');
  const { kind, id, anchor } = useMessagePopup();
  const message = useMessage(id);
  /** What was chosen takes the focus elsewhere: to the box, or to what opens next. */
  const goes = useRef(false);
  if (id === null || anchor === null || message === null) return null;
  const can = doable(message);
  const article = articleOf(id);

  function going(act: () => void): () => void {
    return () => {
      goes.current = true;
      act();
    };
  }

  function focusAfter(): HTMLElement | null {
    const elsewhere = goes.current;
    goes.current = false;
    return elsewhere ? null : article;
  }

  return (
    <Menu
      open={kind === 'menu'}
      onClose={() => {
        // What opens next is no longer this.
        if (useMessagePopup.getState().kind === 'menu') closePopup();
      }}
      anchor={anchor}
      label={t('actionsFor')}
      focusAfter={focusAfter}
    >
      {can.react && (
        <MenuItem
          icon={<SmilePlus size={16} />}
          onChoose={going(() => openPopup('reactions', id, article ? anchorIn(article) : anchor))}
          keys="+"
        >
          {t('react')}
        </MenuItem>
      )}
      {can.reply && (
        <MenuItem icon={<Reply size={16} />} onChoose={going(() => replyTo(message))} keys="R">
          {t('reply')}
        </MenuItem>
      )}
      {can.edit && (
        <MenuItem icon={<Pencil size={16} />} onChoose={going(() => edit(message))} keys="E">
          {t('edit')}
        </MenuItem>
      )}
      {can.copy && (
        <MenuItem icon={<Copy size={16} />} onChoose={() => copyText(message)} keys="C">
          {t('copyText')}
        </MenuItem>
      )}
      {can.history && (
        <MenuItem
          icon={<History size={16} />}
          onChoose={going(() => openPopup('history', id, anchor))}
        >
          {t('history')}
        </MenuItem>
      )}
      {can.remove && (
        <>
          <MenuLine />
          <MenuItem
            danger
            icon={<Trash2 size={16} />}
            onChoose={going(() => openPopup('deletion', id, anchor))}
            keys={keys('keys.Delete')}
          >
            {t('delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
