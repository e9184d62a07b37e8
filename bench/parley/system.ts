/** The system's time and randomness, as a real peer has them. */
export { systemClock, systemRandom } from '../../src/host/system.ts';
