import type { CommandName } from '../../../core/commands.ts';
import type { RosterPeer } from '../../../core/events.ts';

/** Something that can be put into the draft, and what it is shown as. */
export type Offer = { readonly key: string; readonly put: string } & (
  | { readonly kind: 'command'; readonly name: CommandName }
  | { readonly kind: 'person'; readonly person: RosterPeer }
  | { readonly kind: 'emoji'; readonly emoji: string; readonly name: string }
);
