/** What is kept from a model: secrets, cards, accounts and tax codes for good, other data of people until its answer is here. */
export const MASK_KINDS = ['SECRET', 'CARD', 'IBAN', 'TAX', 'EMAIL', 'PHONE', 'NAME', 'ADDRESS'] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Something to mask: what the group `value` holds, or all of it where there is none. Each pattern has bounded parts. */
export interface Finder {
  kind: MaskKind;
  pattern: RegExp;
  /** Whether it is one; absent: always. */
  keep?: (value: string) => boolean;
}
