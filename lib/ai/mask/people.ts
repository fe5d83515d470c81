import type { Finder, MaskKind } from './finder.ts';

const found = (kind: MaskKind, pattern: RegExp, keep?: Finder['keep']): Finder => ({
  kind,
  pattern,
  ...(keep && { keep }),
});

/** Data of people: what it looks like, and the sum that proves it where there is one. */
export const PEOPLE: readonly Finder[] = [
  found('EMAIL', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu),
  found('IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isIban),
  found('CARD', /(?<![\d.-])(?:\d(?:[ -]?\d){12,18}|\d{4}(?:\.\d{4}){3})(?![\d-]|\.\d)/g, isCard),
  // Codice fiscale; social security number (US); DNI and NIE (Spain), by their letter; national insurance number (UK); NIR (France), by its key.
  found('TAX', /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi),
  found('TAX', /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g),
  found('TAX', /\b[XYZ\d]\d{7}-?[A-Z]\b/g, isDni),
  found('TAX', /\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g),
  found('TAX', /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g, isNir),
  found(
    'PHONE',
    /(?<![\w.+/-])(?:\+\d{1,3}[ .-]?|00\d{1,3}[ .-]|\(0?\d{2,5}\)[ .-]?|0\d{2,4}[ -])\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?![\w.-]?\d)/g,
    (match) => match.replace(/\D/g, '').length >= 8,
  ),
  found(
    'NAME',
    /(?<![\p{L}.])(?:Mrs?|Ms|Mme|Mlle|Herr|Frau|Sig|Sig\.ra|Signora?|Señora?|Sra?|Dott|Customer|Cliente|Kunde|Client)\.? (?<value>\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){1,2})/gu,
  ),
  found(
    'ADDRESS',
    /(?<!\p{L})(?:[Vv]ia(?:le)?|[Cc]orso|[Pp]iazza|[Ll]argo) (?:\p{Lu}[\p{L}'’.]{1,30} ?){1,4},? ?\d{1,4}(?:\/?[a-z])?, (?:\d{4,5} )?\p{Lu}\p{L}{1,30}/gu,
  ),
  found('ADDRESS', /(?<!\p{L})\p{Lu}\p{L}{1,30}(?:straße|strasse|gasse|weg|platz|allee) \d{1,4}[a-z]?\b/gu),
  found('ADDRESS', /\b\d{1,5} (?:rue|avenue|boulevard|chemin|calle) (?:\p{L}[\p{L}'’-]{1,30} ?){1,4}/giu),
  found(
    'ADDRESS',
    /\b\d{1,5} (?:\p{Lu}[\p{L}'’-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd)\b/gu,
  ),
];

/** By the sum of Luhn, with the length of a card and a network's first digit. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = at % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** By its two check digits (ISO 13616): the whole as a number, country and digits last, leaves one of 97. */
function isIban(text: string): boolean {
  const account = text.replaceAll(' ', '');
  if (account.length < 15 || account.length > 34) return false;
  let rest = 0;
  for (const char of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

function isDni(text: string): boolean {
  const [letter] = text.slice(-1);
  const number = Number(text.slice(0, 8).replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === letter;
}

function isNir(text: string): boolean {
  const digits = text.replaceAll(' ', '');
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}
