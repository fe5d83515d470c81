import { type Finder, finder } from './finder.ts';

/** Data of people that their own form tells, and the sum that proves it where there is one. */
export const PEOPLE: readonly Finder[] = [
  // Also one that was made harmless: `bo[@]shop[.]example`.
  finder(
    'EMAIL',
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,256}(?:@|\[@\]|[[(]at[\])])[\p{L}\p{N}-]{1,63}(?:(?:\.|\[\.\])[\p{L}\p{N}-]{1,63}){1,5}/gu,
  ),
  finder('IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, ibanIn),
  finder('IBAN', /\b[a-z]{2}\d{2}[a-z\d]{11,30}\b/gi, isIban),
  // Digits in a row, of which a card’s may be a part; those of a UUID are passed over whole.
  finder(
    'CARD',
    /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b|(?<![\d.-])\d(?:[ -]?\d){12,40}(?!\d)|(?<![\d.-])\d{4}(?:\.\d{4}){3}(?![\d-]|\.\d)/g,
    cardIn,
  ),
  // Codice fiscale; social security number (US); DNI and NIE (Spain), by their letter; national insurance number (UK); NIR (France), by its key.
  finder('TAX', /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi),
  finder('TAX', /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g),
  finder('TAX', /\b[XYZ\d]\d{7}-?[A-Z]\b/g, isDni),
  finder('TAX', /\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g),
  finder('TAX', /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g, isNir),
  // Any other where its name stands in front: of taxes, of social security, of a passport.
  finder(
    'TAX',
    /\b(?:ssn|social security(?: (?:number|no\.?))?|tax (?:id|code|number)|tin|nino|national insurance(?: number)?|codice fiscale|c\.?f\.|partita iva|p\.?\s?iva|vat (?:id|no\.?|number)|steuer-?(?:id|nummer)|sozialversicherungsnummer|numéro fiscal|num[ée]ro de s[ée]curit[ée] sociale|nif|nie|dni|cpf|bsn|pesel|passport(?: (?:number|no\.?))?|passaporto|reisepass|passeport|pasaporte|id card|carta d['’]identità|personalausweis|patente|driving licen[cs]e)\s{0,3}(?:n(?:o|r|\.|°|º)?\.?\s?)?(?:is|[:=#])?\s{0,3}(?<value>[A-Z]{0,3}[ -]?\d(?:[ ./-]?[A-Z]?\d){4,16}[A-Z]{0,2})(?![\p{L}\p{N}])/giu,
  ),
  finder(
    'PHONE',
    /(?<![\w.+/-])(?:\+\d{1,3}[ .-]?(?:\(0?\d{0,4}\)[ .-]?)?|00\d{1,3}[ .-]|\(0?\d{2,5}\)[ .-]?|0\d{2,4}[ -])\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?![\w.-]?\d)/g,
    isPhone,
  ),
  finder('PHONE', /(?<![\w.-])[2-9]\d{2}-[2-9]\d{2}-\d{4}(?![\w-])/g),
  finder(
    'PHONE',
    /\b(?:tel(?:[eé]fono|ephone|efon)?|phone(?: (?:number|no\.?))?|mobile|cell(?:ulare|phone)?|handy|m[oó]vil|portable|whatsapp|fax)\.?\s{0,3}(?:is|[:=#])?\s{0,3}(?<value>\+?\d[\d ().-]{5,18}\d)(?![\w.-]?\d)/giu,
    isPhone,
  ),
];

function isPhone(text: string): boolean {
  const { length } = text.replace(/\D/g, '');
  return length >= 7 && length <= 15 && !/^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);
}

/** Nineteen digits, with a sign between any two. */
const LONGEST_CARD = 37;

/** The part of a row of digits that is a card’s: whole groups of them. */
function cardIn(row: string): string | false {
  if (/^[\da-f]{8}-/.test(row) && row.length === 36) return '';
  // The row is looked through again from each blank on, and not from a hyphen.
  const starts = [0, ...[...row.matchAll(/-/g)].map(({ index }) => index + 1)];
  for (const start of starts) {
    const groups = row.slice(start, start + LONGEST_CARD);
    const ends = [...[...groups.matchAll(/[ -]/g)].map(({ index }) => index), groups.length];
    const end = ends.findLast((at) => isCard(groups.slice(0, at)) && !/^\d/.test(row.slice(start + at)));
    if (end !== undefined) return groups.slice(0, end);
  }
  return false;
}

/** By the sum of Luhn, with the length of a card and a network's first digit. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ .-]/g, '');
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = at % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** The account that a row of groups begins with: words in capitals may stand behind it. */
function ibanIn(row: string): string | false {
  const ends = [row.length, ...[...row.matchAll(/ /g)].map(({ index }) => index).reverse()];
  const end = ends.find((at) => isIban(row.slice(0, at)));
  return end === undefined ? false : row.slice(0, end);
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
