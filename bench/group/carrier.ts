/**
 * A way to carry messages from each member of a group to all others: what fan-out and chatter compare.
 * Its module exports it as `carrier`.
 */
export interface Carrier {
  /** Whether it promises that what one member says comes in the order in which it was said. */
  readonly ordered: boolean;
  /** Starts what is nobody's own, a broker for one. Left out: there is nothing of the kind. */
  begin?(): Promise<Meeting>;
  /** Starts one member, and links it with those that it is to dial. */
  join(place: Place, inbox: Inbox): Promise<Member>;
}

/** What the members of a group have in common, and which of them may be. */
export interface Meeting {
  /** How to find it; every member is told. */
  readonly address: string;
  /** CPU that its own processes have used so far, us; 0 where it runs in the process that began it. */
  cpuUs(): number;
  close(): Promise<void>;
}

export type Place = {
  /** From 0 on; in a fan-out 0 is the sender. They join in this order, one after the other. */
  readonly index: number;
  /** How many members there will be. */
  readonly size: number;
  /** Address of the meeting; empty where there is none. */
  readonly meeting: string;
  /**
   * Addresses of those to be linked with who are here already: in chatter of all before this one, in a
   * fan-out of the sender alone.
   */
  readonly dial: readonly string[];
  /** How many others it is to be linked with at last, whoever dials: in a fan-out a receiver with one. */
  readonly links: number;
};

/** Where a member hands in what has come from others. Throws where it is not what must come next. */
export interface Inbox {
  /** A message as bytes: `length` of them in `chunk`, from `at` on. */
  bytes(chunk: Uint8Array, at: number, length: number): void;
  /** A message as text. */
  text(message: string): void;
  /** What went wrong in the background: the round fails with it. */
  fail(error: unknown): void;
}

export interface Member {
  /** Where those who join later find it; whatever the carrier understands. */
  readonly address: string;
  /** Resolves once it is linked so that what it says reaches everybody. Asked when all have joined. */
  linked(): Promise<void>;
  /** Says something to all others as soon as that can be done. The bytes are not changed afterwards. */
  publish(message: Uint8Array): void;
  /** Null: go on. Else resolves when more may be said; how long to hold back is for the carrier to know. */
  drained(): Promise<void> | null;
  close(): Promise<void>;
}
