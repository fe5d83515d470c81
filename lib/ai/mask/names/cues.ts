const ROLES = [
  'customer|client|card ?holder|account ?holder|buyer|shopper|guest|patient|employee|colleague|visitor|contact|requester|requestor|beneficiary|owner|recipient',
  'caller|reporter|complainant|manager|supervisor|approver|assignee|subscriber|passenger|user|analyst|named',
  'cliente|dipendente|titolare|intestatari[oa]|acquirente|ospite|utente|collega|signor[ae]?|richiedente|destinatari[oa]',
  'kunde|kundin|käufer(?:in)?|gast|mitarbeiter(?:in)?|karteninhaber(?:in)?|inhaber(?:in)?|empfänger(?:in)?',
  'cliente?s?|employée?|acheteu(?:r|se)|titulaire|destinataire|patiente?|empleado|empleada|comprador|compradora|huésped|titular|klant|medewerker',
].join('|');
const FIELDS =
  '(?:full|display|customer|client|contact|owner|holder|card ?holder|employee|account)[ _-]?name|nominativo|nome e cognome|nom complet|nombre completo';
const ONE_WORD =
  '(?:first|last|given|family|middle|maiden)[ _-]?name|surname|forename|cognome|vorname|nachname|prénom|apellidos?';
const NUMBERED =
  'order|ordine|bestellung|commande|pedido|card|carta|karte|carte|tarjeta|account|conto|konto|loyalty|voucher|booking|refund|invoice';

/** Stands in front of a name of two words or more. */
const IN_FRONT = new RegExp(
  `(?:(?<!\\p{L})(?:${ROLES}|${FIELDS})(?:['’]s name|,? (?:is|was|named|called|name|chiamat[oa]|namens))?["']?\\s{0,2}[:=#(,"'“]?\\s{0,2}["'“]?|(?<!\\p{L})(?:dear|hello|gentile|egregio|caro|cara|liebe|lieber|cher|chère|hola|estimad[oa]|belongs to|on behalf of|spoke (?:to|with)|per conto di|im namen von) |(?:regards|sincerely|saluti|grüßen|grüße|cordialement|saludos),?\\s{1,2}|(?<!\\p{L})(?:${NUMBERED})(?![\\p{L}])[^.;\\n]{0,24}\\d ?(?:of|by|for|from|to|di|del|della|per|von|für|de|pour|para|a nome) )$`,
  'iu',
);

/** Stands in front of a name, be it of one word. */
const TITLE = new RegExp(
  `(?:(?<![\\p{L}.])(?:(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Mme|Mlle|Herrn?|Frau|Sig\\.(?:ra|na)|[Ss]ignor(?:[ae]|ina)?|Sra?|Srta|[Ss]eñora?|Dott|Dott\\.ssa|Dr\\.ssa|Avv|Geom|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Ss]enhora?|Dhr|Mevr|MRS?|SIG|HERR|FRAU)\\.?|(?:M|Sig|Ing|Rag)\\.) |(?<!\\p{L})(?:${anyCase(ONE_WORD)})["']?\\s{0,2}[:=]\\s{0,2}["']?)$`,
  'u',
);

/** Stands behind a name of two words or more. */
const BEHIND = new RegExp(
  `^(?:['’]s? (?:${NUMBERED}|address|date of birth|phone)|,? (?:has |had |just |again )?(?:called|wrote|phoned|rang|complained|e-?mailed|mailed|texted|says?|said|asked|asks|bought|ordered|paid|purchased|lives|lived|claims|claimed|clicked)(?!\\p{L})|,? (?:(?:ha|hat|a|heeft|ha) (?:chiamato|scritto|telefonato|comprato|ordinato|pagato|angerufen|geschrieben|bestellt|bezahlt|appelé|écrit|commandé|payé|llamado|escrito|gebeld)|chiama|scrive|telefona|dice|rief|schrieb|llam[óo]|escribi[óo])(?!\\p{L})|(?:,| \\(|\\() ?(?:customer|client|cliente|kund|employee|born|nat[oa]|geboren|née?|nacid|dob|${NUMBERED}|aged?|tel|phone|cell)(?!\\p{L}))`,
  'iu',
);

function anyCase(pattern: string) {
  return pattern.replaceAll(/(?<!\\)\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

const WINDOW = 56;

/** What is said beside a part of a text: `name`: that it is the name of somebody; `word`: even where it is one word. */
export function cueBeside(text: string, start: number, end: number): 'word' | 'name' | null {
  const before = text.slice(Math.max(0, start - WINDOW), start);
  if (TITLE.test(before)) return 'word';
  return IN_FRONT.test(before) || BEHIND.test(text.slice(end, end + WINDOW)) ? 'name' : null;
}
