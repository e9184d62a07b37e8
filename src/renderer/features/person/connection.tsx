import { Check, Copy } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { RosterPeer } from '../../../core/events.ts';
import { nameFor } from '../../../core/labels.ts';
import { useMirror } from '../../state/mirror.ts';
import { type CopyOutcome, useCopy } from '../../state/use-copy.ts';
import { useNaming } from '../../state/use-naming.ts';
import { Button } from '../../ui/button.tsx';
import { isoDate, useDates } from '../../ui/dates.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useLocale } from '../../words/locale.ts';
import { useWords } from '../../words/words.ts';
import { clockWords } from './clock-words.ts';
import styles from './person.module.css';
import { Problem } from './problem.tsx';
import { useInspection } from './use-inspection.ts';

/** Digits of a key that stand together: so it can be read aloud. */
const GROUP = /.{4}/g;

/** How somebody is reached, how far their clock is off, and the key that is them. */
export function Connection({ peer, looking }: { readonly peer: RosterPeer; looking: boolean }) {
  const t = useWords('person');
  const locale = useLocale();
  const { since, timeOfDay, dayWithin } = useDates();
  const [outcome, copy] = useCopy();
  const found = useInspection(peer.id, looking);
  const headingId = useId();
  const now = Date.now();
  const seen = peer.state === 'offline' ? (peer.lastSeen ?? found?.lastSeen ?? null) : null;
  return (
    <section className={styles['section']} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles['heading']}>
        {t('connection')}
      </h3>
      <dl className={styles['facts']}>
        {peer.status !== undefined && <Fact name={t('status')}>{<bdi>{peer.status}</bdi>}</Fact>}
        <Fact name={t('presence')}>
          <Presence peer={peer} />
        </Fact>
        {seen !== null && (
          <Fact name={t('lastSeen')}>
            <time dateTime={isoDate(seen)}>
              {dayWithin(seen, now)}, {timeOfDay(seen)}
            </time>
          </Fact>
        )}
        {found?.linkedSince != null && (
          <Fact name={t('linked')}>
            <time dateTime={isoDate(found.linkedSince)}>{since(found.linkedSince, now)}</time>
          </Fact>
        )}
        {found?.roundTripMs != null && (
          <Fact name={t('roundTrip')}>{t('milliseconds', { ms: found.roundTripMs })}</Fact>
        )}
        {found?.clockOffsetMs != null && (
          <Fact name={t('clock')}>{clockWords(found.clockOffsetMs, locale)}</Fact>
        )}
        <Fact name={t('addresses')}>
          {found !== null && found.addresses.length === 0 && t('noAddress')}
          {found?.addresses.map((address) => (
            <Copyable
              key={address}
              text={address}
              label={t('copyAddress', { address })}
              outcome={outcome}
              onCopy={copy}
            />
          ))}
        </Fact>
        <Fact name={t('fingerprint')}>
          <Copyable text={peer.id} label={t('copyFingerprint')} outcome={outcome} onCopy={copy}>
            {peer.id.match(GROUP)?.join(' ')}
          </Copyable>
        </Fact>
      </dl>
      <p aria-live="polite" className={styles['unseen']}>
        {outcome !== null && outcome.problem === null && t('copied')}
      </p>
      <Problem sentence={outcome?.problem ?? undefined} />
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Presence({ peer }: { readonly peer: RosterPeer }) {
  const t = useWords('person');
  const { contacts, tags } = useNaming();
  const via = useMirror(({ chat }) => chat.people.find(({ id }) => id === peer.via));
  switch (peer.state) {
    case 'direct':
      return t('here');
    case 'offline':
      return t('away');
    case 'relayed':
      if (via === undefined) return t('throughAnother');
      return t.rich('through', {
        name: () => <PersonName name={nameFor(via, contacts)} tag={tags[via.id]} />,
      });
  }
}

type CopyableProps = {
  readonly text: string;
  readonly label: string;
  readonly outcome: CopyOutcome | null;
  readonly onCopy: (text: string) => Promise<void>;
  readonly children?: ReactNode;
};

function Copyable({ text, label, outcome, onCopy, children = text }: CopyableProps) {
  const copied = outcome?.text === text && outcome.problem === null;
  return (
    <span className={styles['copyable']}>
      <span className={styles['value']}>{children}</span>
      <Button
        look="icon"
        className={styles['copy']}
        aria-label={label}
        title={label}
        onClick={() => void onCopy(text)}
      >
        {copied ? <Check size={14} /> : <Copy size={14} />}
      </Button>
    </span>
  );
}
