import { useEffect, useRef } from 'react';
import { nameFor } from '../../../core/labels.ts';
import { useNaming } from '../../state/use-naming.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
import type { Offer } from './offer.ts';
import styles from './suggestions.module.css';

type SuggestionsProps = {
  readonly id: string;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onTake: (offer: Offer) => void;
};

/** The id of an offer's line, which the box names as its active one. */
export function offerId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/**
 * What can be put into the draft, above the box. The focus stays in the box, which names the chosen
 * line; how many there are is told aloud. (ARIA practices, combobox with a list.)
 */
export function Suggestions({ id, offers, chosen, onChoose, onTake }: SuggestionsProps) {
  const t = useWords('composer');
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is the occasion
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, offers]);

  return (
    <div className={styles['place']}>
      {offers.length > 0 && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={t('suggestions')}
          className={styles['list']}
        >
          {offers.map((offer, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys
            <div
              key={offer.key}
              id={offerId(id, i)}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              className={styles['offer']}
              // The focus is to stay in the box.
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => i !== chosen && onChoose(i)}
              onClick={() => onTake(offer)}
            >
              <OfferLine offer={offer} />
            </div>
          ))}
        </div>
      )}
      <p role="status" className={styles['said']}>
        {offers.length > 0 && t('offered', { count: offers.length })}
      </p>
    </div>
  );
}

function OfferLine({ offer }: { readonly offer: Offer }) {
  const t = useWords('composer');
  const naming = useNaming();
  switch (offer.kind) {
    case 'command':
      return (
        <>
          <span className={styles['command']}>/{offer.name}</span>
          <span className={styles['hint']}>{t(`command.${offer.name}`)}</span>
        </>
      );
    case 'person': {
      const { person } = offer;
      const name = nameFor(person, naming.contacts);
      return (
        <>
          <Avatar
            id={person.id}
            name={name}
            colour={person.colour}
            dimmed={person.state === 'offline'}
          />
          <span className={styles['name']}>
            <PersonName name={name} tag={naming.tags[person.id]} />
          </span>
          {name !== person.name && (
            <span className={styles['hint']}>
              <bdi>{person.name}</bdi>
            </span>
          )}
          {person.state === 'offline' && <span className={styles['hint']}>{t('offline')}</span>}
        </>
      );
    }
    case 'emoji':
      return (
        <>
          <span className={styles['emoji']} aria-hidden="true">
            {offer.emoji}
          </span>
          <span className={styles['name']}>:{offer.name}:</span>
        </>
      );
  }
}
