export type { Accusation } from './judging.ts';
export { type Told, type Written, writtenIn } from './read.ts';
