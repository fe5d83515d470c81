/** What other parts of the domain take of temporary administrator rights. */
export { AccessChoice } from './access/choices.ts';
export { REASON_LENGTH } from './access/request.ts';
export { MAC_STANDINGS } from './access/standing.ts';
export { AccessState, AccessStep } from './access/state.ts';
