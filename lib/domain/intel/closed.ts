const LISTED = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * Says who has closed what.
 * @param systems what people call the systems that the alerts are of, at least one
 * @param what the case: “this case”, “CASE-7”
 */
export const closedSentence = (systems: readonly string[], what: string): string =>
  `${LISTED.format(systems)} ${systems.length === 1 ? 'has' : 'have'} closed every alert of ${what}`;
