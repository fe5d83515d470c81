/** Sentences about what is known, and how they are held to it. */
export { boundSentences, type Telling } from './grounding/bound.ts';
export { Fact, Sentence } from './grounding/fact.ts';
