import { type Finder, finder } from './finder.ts';
import { isProductWord } from './names/no-names.ts';

const BIRTH_WORDS = [
  'd\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born(?: on)?|nat[oa](?: il)?|data di nascita|geboren(?: am)?|geburts(?:tag|datum)',
  'né(?:e)? le|date de naissance|nacid[oa](?: el)?|fecha de nacimiento|data de nascimento|geboortedatum|data urodzenia',
].join('|');
const MONTH = '\\p{L}{3,10}\\.?';
const DATE = `(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/. ]\\d{1,2}[-/. ]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th)?\\.? (?:(?:of|de|di) )?${MONTH}(?: de|,)? \\d{4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`;

/** What counts somebody’s orders, cards and accounts; `id` where it is a customer’s. */
const NUMBERED = [
  '(?:loyalty|membership|member|fidelity|bonus|points|club|gift|store|customer|client|guest|cliente|kunden|fedeltà|fidélité|fidelidad) ?(?:card|karte|account|programme?)? ?(?:number|nummer|no|nr|num|id|code|codice)',
  '(?:loyalty|gift|fidelity|membership|bonus) ?card|kundenkarte|tessera|carta (?:fedeltà|regalo)|carte (?:de )?fidélité|tarjeta de (?:fidelidad|regalo)',
  'kundennummer|codice cliente|num[ée]ro (?:de )?client|número de cliente|klantnummer|bestell(?:ung|nummer)|auftragsnummer|rechnung(?:snummer)?',
  '(?:purchase |web |online )?orders?|ordine|commande|pedido|bestelling|encomenda|invoice|receipt|scontrino|fattura|factur[ae]|voucher|booking|reservation|prenotazione|shipment|tracking|spedizione|refund|reso',
].join('|');
const NUMBER_SIGN =
  '(?: ?(?:number|nummer|num|no|nr|n|id|code|ref(?:erence)?)\\b\\.?)?["\']?\\s?(?:is|[:=#°])?\\s?["\']?#?';

/** Something counted: a number that is no date, no address and no year of our time. */
const isNumber = (value: string) =>
  value.replace(/\D/g, '').length >= 4 &&
  !/^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){1,3}$|^(?:19|20)\d\d$|^(?:T\d{4}|KB|CVE|CASE-)/i.test(value);

/** No word of a street is one of a product: “via Teams 2” is none. */
const isStreet = (value: string) => !(value.match(/\p{Lu}\p{L}+/gu) ?? []).some(isProductWord);

const WORD = "\\p{Lu}[\\p{L}'’.-]{1,30}";
const STREET_NO = '\\d{1,5}(?: ?\\/?[a-zA-Z](?![\\p{L}\\d]))?';
/** Behind a street, where it is written so: “, 20121 Milano (MI)”. */
const PLACE = `(?:,? (?:[A-Z]{1,2}-)?\\d{4,6}(?: [A-Z]{2}(?!\\p{L}))?(?:,? ${WORD}(?: ${WORD})?)?|, ${WORD})?`;
const address = (pattern: string, keep?: Finder['keep']) => finder('ADDRESS', new RegExp(pattern, 'gu'), keep);

/** What is known of a customer by the words beside it: where somebody lives, when somebody was born, what somebody ordered. */
export const CUSTOMER_DATA: readonly Finder[] = [
  address(
    `(?<![\\p{L}\\\\/])(?:Via|Viale|Corso|Piazza(?:le)?|Largo|Vicolo|Strada|Calle|Avenida|Avda\\.|Plaza|Paseo|Rua|Praça|Rue|Place|ul\\.|ulica|VIA|VIALE|CORSO|PIAZZA) (?:(?:d[aeio]l?l?[aeio]?|del|des|du|de la|las|los|san|santa) )?(?:d['’])?(?:${WORD} (?:(?:de|di|e|y) )?){0,3}${WORD},? (?:n\\.? ?)?${STREET_NO}${PLACE}`,
    isStreet,
  ),
  address(
    `(?<![\\p{L}\\\\/])(?:via|viale|corso|piazza(?:le)?|largo|calle|plaza|rue|rua) (?:(?:d[aeio]l?l?[aeio]?|del|des|du) )?(?:${WORD} ){0,3}${WORD},? ${STREET_NO}, (?:\\d{4,5} )?${WORD}`,
    isStreet,
  ),
  address(
    `(?<!\\p{L})\\p{Lu}[\\p{L}-]{1,30}(?:[Ss]tra(?:ße|sse)|str\\.|gasse|weg|platz|allee|damm|ufer|straat|laan|gracht|plein) ${STREET_NO}${PLACE}`,
  ),
  address(`(?<!\\p{L})\\p{Lu}[\\p{L}-]{2,30} (?:Straße|Strasse|Str\\.|Gasse|Weg|Platz|Allee) ${STREET_NO}${PLACE}`),
  address(
    `\\b\\d{1,5}[a-z]?,? (?:bis |ter )?(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Cc]hemin|[Cc]alle|[Ii]mpasse|[Qq]uai) (?:\\p{L}[\\p{L}'’-]{1,30}(?: |(?![\\p{L}'’-]))){1,4}(?:, ?)?(?:\\d{5} ${WORD})?`,
  ),
  address(
    `\\b\\d{1,5}[a-zA-Z]? (?:[NSEW]\\.? )?(?:\\p{Lu}[\\p{L}'’-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Close|Crescent|Terrace|Way|Square|Sq|Gardens|Mews)(?![\\p{L}])\\.?(?:,? (?:Apt|Flat|Suite|Unit)\\.? ?#?\\w{1,6})?(?:, ${WORD}(?: ${WORD})?)?(?:,? [A-Z]{2} \\d{5}(?:-\\d{4})?)?`,
    isStreet,
  ),
  // What a post office goes by: of the United Kingdom, and a box.
  address(
    '\\b(?:GIR 0AA|[A-PR-UWYZ](?:\\d{1,2}|[A-HK-Y]\\d|[A-HK-Y]\\d\\d|\\d[A-Z]|[A-HK-Y]\\d[A-Z]) \\d[ABD-HJLNP-UW-Z]{2})\\b',
  ),
  address('\\bP\\.? ?O\\.? ?Box \\d{1,6}'),
  finder(
    'BIRTH',
    new RegExp(
      `(?<!\\p{L})(?:${BIRTH_WORDS.replaceAll(' ', '[ _-]?')})["']?\\s{0,2}(?:is|was|[:=])?\\s{0,2}["']?(?<value>${DATE})`,
      'giu',
    ),
  ),
  finder(
    'NUMBER',
    new RegExp(
      `(?<![\\p{L}\\p{N}-])(?:${NUMBERED.replaceAll(' ?', '[ _-]?')})${NUMBER_SIGN}(?<value>(?:[A-Z]{1,6}[-/]?)?\\d(?:[A-Z\\d]|[-/. ](?=\\d)){3,24}[A-Z]?)(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    isNumber,
  ),
];
