/** Embeddings, overrides and isolates (Unicode UAX #9): they reorder what is shown around them, so that a name reads as another. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text of unknown origin as it may be shown. What is stored, sent and copied keeps every character. */
export function withoutBidi(text: string): string {
  return text.replace(CONTROLS, '');
}

/** The same for evidence, where nothing may be left out: the controls are written as JSON escapes. */
export function visibleBidi(text: string): string {
  return text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16)}`);
}
