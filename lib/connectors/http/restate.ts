import { ConnectorError, type ConnectorErrorFacts } from './error.ts';

const LONGEST_WORDS = 200;

/**
 * The same failure, told with what only this vendor's connector knows: `change` gets the error and the vendor's parsed JSON body (null
 * where it sent none) and answers what differs. What is no ConnectorError passes through.
 */
export function restate(
  error: unknown,
  change: (
    error: ConnectorError,
    body: unknown,
  ) => Partial<Pick<ConnectorErrorFacts, 'class' | 'retryAfterMs'>> & {
    /** The vendor's own words, put behind the status. */
    words?: string | null | undefined;
  },
): unknown {
  if (!(error instanceof ConnectorError)) return error;
  const { vendor, request, answer, cause } = error;
  const {
    words,
    class: kind = error.class,
    retryAfterMs = error.retryAfterMs,
  } = change(error, bodyOf(answer?.excerpt));
  const plain = error.message.slice(vendor.length + 2);
  const message = words && answer ? `${plain} (${words.slice(0, LONGEST_WORDS)})` : plain;
  return new ConnectorError({ class: kind, vendor, message, request, answer, retryAfterMs, cause });
}

/** An excerpt is cut at 500 characters; every vendor's error body is shorter. */
function bodyOf(excerpt: string | undefined): unknown {
  try {
    return JSON.parse(excerpt ?? '');
  } catch {
    return null;
  }
}
