import { type Block, fallbackText } from './blocks.ts';

/** Keeps the modal open, with a message under each named block. */
export function fieldErrors(errors: Readonly<Record<string, string>>) {
  return { response_action: 'errors' as const, errors };
}

/** An answer to a slash command, or to a `response_url`, that only the asker sees. `text` is plain and may be untrusted. */
export function onlyToYou(text: string, blocks?: readonly Block[]) {
  return { response_type: 'ephemeral' as const, text: fallbackText(text), ...(blocks && { blocks }) };
}

/** Said to whoever did something that is not known here. */
export const UNKNOWN_ANSWER = onlyToYou(
  'Watchfloor does not know this action. It may belong to an older version of the app.',
);
