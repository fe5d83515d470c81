import { isPrivateOrReserved } from '../observables/reserved.ts';
import type { ObservableType } from '../observables/types.ts';
import { type EnrichmentSource, type Indicator, isSupported, SOURCES } from './sources.ts';

/** What an administrator lets a public source see. All off: the shipped state. */
export interface OutboundPolicy {
  /** Observables of cases marked TLP:RED. */
  sendTlpRed: boolean;
  /** Private addresses and names that only we resolve. */
  sendInternal: boolean;
  /** The query string of a URL: it often holds a session or an e-mail address. */
  sendQueryStrings: boolean;
}

export const NOTHING_LEAVES: OutboundPolicy = { sendTlpRed: false, sendInternal: false, sendQueryStrings: false };

export interface Outbound {
  type: ObservableType;
  /** In canonical form. */
  value: string;
  /** The marking of the case it is asked for. */
  tlp: string | null;
  /** On the list of our own assets, or ours to the case. */
  own: boolean;
}

/** What to ask, which may be less than the observable; or why it is not asked, for people. */
export type OutboundDecision =
  | {
      ask: true;
      indicator: Indicator;
      /** A part stays in the house, so that the answer is about the rest alone. */
      shortened: boolean;
    }
  | { ask: false; reason: string };

/** Whether a source may be asked about an observable, and with which value. */
export function outboundOf(
  source: EnrichmentSource,
  { type, value, tlp, own }: Outbound,
  policy: OutboundPolicy = NOTHING_LEAVES,
): OutboundDecision {
  const no = (reason: string): OutboundDecision => ({ ask: false, reason });
  const title = SOURCES[source].title;
  if (!isSupported(source, type)) return no(`${title} is not asked about observables of type ${type}.`);
  if (own) return no('It is one of our own assets.');
  if (tlp?.toLowerCase() === 'red' && !policy.sendTlpRed) return no(`The case is TLP:RED: nothing goes to ${title}.`);
  if (isPrivateOrReserved(type, value) && !policy.sendInternal)
    return no(`It is internal, and no internal address or name goes to ${title}.`);
  const asked = type === 'url' ? withoutPrivateParts(value, policy) : value;
  if (asked === null) return no('It is no URL that could be asked about.');
  return { ask: true, indicator: { type, value: asked }, shortened: asked !== value };
}

/** No user name, password or fragment; no query string unless it may go. */
function withoutPrivateParts(text: string, { sendQueryStrings }: OutboundPolicy): string | null {
  const url = URL.parse(text);
  if (url === null) return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  if (!sendQueryStrings) url.search = '';
  return url.href;
}
