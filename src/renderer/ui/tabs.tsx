import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

type TabsProps = {
  /** What the choice is about. */
  readonly label: string;
  readonly tabs: readonly { readonly name: string; readonly content: ReactNode }[];
};

/** One of a few things at a time; the arrow keys go from one to the next. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Base.Root defaultValue={tabs[0]?.name}>
      <Base.List aria-label={label} activateOnFocus className={styles['list']}>
        {tabs.map(({ name }) => (
          <Base.Tab key={name} value={name} className={styles['tab']}>
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ name, content }) => (
        <Base.Panel key={name} value={name} className={styles['panel']}>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
