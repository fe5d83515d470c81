import { withoutBidi } from './bidi.ts';

/** Words that a vendor or a stranger chose, kept from turning the words around them. */
export function Untrusted({ children }: { children: string }) {
  return <bdi>{withoutBidi(children)}</bdi>;
}
