'use client';

/**
 * Hands the page's nonce to the dialogs' scroll lock, which adds a style element: without it the content security policy refuses that
 * element. The global is the one that the `get-nonce` package reads.
 */
export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  if (typeof window !== 'undefined' && nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
  return null;
}
