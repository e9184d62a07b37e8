// Loaded before Parley: the clock of a computer that is set as the environment says, ms off.
const { now } = Date;
const offsetMs = Number(process.env.PARLEY_CLOCK_OFFSET);

Date.now = () => now() + offsetMs;
