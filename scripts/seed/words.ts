import type { Random } from '#e2e/support/random.ts';

const SEEN = [
  'The sensor saw it first on the evening shift',
  'It began after the nightly update of the tills',
  'The same device was quiet for a week before',
  'A supplier worked on the system at that hour',
  'The account had changed its password the day before',
  'No ticket for a change was found',
];
const MEANS = [
  'the traffic goes to a content network',
  'the hash is known from the image of the tills',
  'the owner is on leave',
  'the store has a new router',
  'the certificate was issued last week',
  'the address belongs to a scanner of our own',
];
const COMMENTS = [
  'Asked the owner of the system, waiting for an answer',
  'Isolated the device and collected memory',
  'Looked up the address in the proxy log, nothing else talks to it',
  'Called the store manager, who confirms the maintenance',
  'Blocked the domain at the resolver',
  'Reset the password and ended the sessions of the user',
  'The sandbox shows no network traffic',
  'Same pattern as last week, linked the other case',
];
const SUMMARIES = [
  'Looked into and settled with the owner.',
  'Expected behaviour of a maintenance job.',
  'Contained, cleaned and watched for a day.',
  'The rule is too wide; sent to the detection engineers.',
];
/** Six letters in a row that few texts share: what somebody pastes into the search to find one case. */
const rareWord = (random: Random) =>
  `ref${Array.from({ length: 6 }, () => 'bcdfghklmnprstvz'[random.below(16)]).join('')}`;

export const descriptionOf = (random: Random, rule: string | null) =>
  `${rule ? `Rule: ${rule}. ` : ''}${random.pick(SEEN)}; ${random.pick(MEANS)}. Reference ${rareWord(random)}.`;
export const commentOf = (random: Random) =>
  `${random.pick(COMMENTS)}; ${random.pick(MEANS)}.${random.next() < 0.2 ? ` See ${rareWord(random)}.` : ''}`;
export const summaryOf = (random: Random) => random.pick(SUMMARIES);
