const BYTES = 32;

/** A new secret of 256 random bits in base64url, as a vendor's form takes it in a header. */
export function newToken(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  const bytes = random(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What is wrong with a new source's name, or null. */
export function sourceNameProblem(name: string, taken: readonly string[]): string | null {
  if (name === '') return 'Write a name.';
  if (!NAME.test(name)) return 'Use small letters, digits and hyphens; begin with a letter or a digit; at most 63.';
  if (taken.includes(name)) return `There is a source ${name} already.`;
  return null;
}
