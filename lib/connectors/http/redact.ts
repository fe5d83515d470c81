const MASK = '•••';

/**
 * Masks every occurrence of the secrets in a text, also in their URL-encoded form. Secrets shorter than 4 characters
 * are left: masking them would riddle the text and still hide nothing.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter((secret) => secret.length >= 4)
      // The longest first: a secret that begins with another one is masked whole.
      .toSorted((a, b) => b.length - a.length)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ s: secret }).toString().slice(2),
      ])
      .reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
  );
}
