import type { Destination } from '../../src/core/join-form.ts';

/** Of somebody who names no group and has no secret: whatever group the seeds are in. */
export const ANYWHERE: Destination = { group: null, secret: null, room: null, invitedBy: null };
