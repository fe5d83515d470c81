import { secret } from './argument.ts';
import type { Finder } from './finder.ts';

const shape = (pattern: string, keep?: Finder['keep']) => secret(pattern, keep, 'g');
/** A point, also one that was made harmless. */
const DOT = '\\[?\\.\\]?';

/** Private keys, to their end or to where the text was cut. They come first, for what they hold looks like much else. */
export const PRIVATE_KEYS: readonly Finder[] = [
  shape(
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\\s\\S]){0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?',
  ),
  shape('Private-Lines: \\d{1,4}(?<value>[\\s\\S]{1,8000}?)(?=Private-MAC|$)'),
];

/** Tokens by their looks: those that their makers have given a mark, and places of an address that only who was told can reach. */
export const TOKEN_SHAPES: readonly Finder[] = [
  shape('\\beyJ[\\w-]{8,2000}\\.[\\w-]{4,4000}(?:\\.[\\w-]{0,1000}){0,3}'),
  shape('\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\\b'),
  shape(
    '\\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abeprs]|xapp|sk|pk|rk|whsec|npm|pypi|dop_v1|hf|wf|tskey|shp(?:at|ca|pa|ss)|sq0(?:atp|csp)|EAAC\\w{10}|AGE-SECRET-KEY)[-_][\\w-]{16,255}',
  ),
  shape('\\b(?:AIza[\\w-]{30,40}|ya29\\.[\\w-]{16,400}|GOCSPX-[\\w-]{16,60}|hv[sbr]\\.[\\w-]{16,200})'),
  shape('\\bSG\\.[\\w-]{16,40}\\.[\\w-]{16,80}'),
  // A secret of an application at Entra ID.
  shape('(?<![\\w~.-])[\\w~.-]{3}\\dQ~[\\w~.-]{31,34}(?![\\w~])'),
  // Of hashes that passwords were kept as.
  shape('\\$(?:1|5|6|y|2[abxy])\\$[\\w./=,$]{8,200}'),
  shape('\\$krb5(?:tgs|asrep)\\$[^\\s"\']{8,4000}'),
  secret(':\\d{1,10}:(?<value>[\\da-f]{32}:[\\da-f]{32})(?=:)'),
  secret('::[\\w.-]{0,64}:(?<value>[\\da-f]{16}:[\\da-f]{32}:[\\da-f]{0,4000})'),
  secret(
    '\\b(?:bearer|basic|apitoken|apikey|ssws)\\s{1,3}(?<value>[\\w.~+/=-]{8,4000})',
    (value) => /\d|[A-Z].*[a-z]|[=~+/]/.test(value) || value.length > 20,
  ),
  // To the last @ of the address: a password may hold each sign that should have been written otherwise.
  secret(`://[^\\s:@/"']{0,100}:(?!\\d{1,5}(?:[/?#\\s]|$))(?<value>[^\\s"'<>]{1,200})(?=@)`),
  secret(`[?&#](?:code|ticket|samlresponse|assertion)=(?<value>[^\\s&"'<>]{8,4000})`),
  secret(`\\bhooks${DOT}slack${DOT}com/\\w{4,20}/(?<value>[\\w/-]{10,200})`),
  secret(`\\bwebhook${DOT}office${DOT}com/webhookb2/(?<value>[^\\s"'<>]{10,400})`),
  secret(`\\bdiscord(?:app)?${DOT}com/api/webhooks/(?<value>[\\w/-]{10,200})`),
  secret(`\\btelegram${DOT}org/bot(?<value>\\d{6,12}:[\\w-]{20,60})`),
  shape('\\b\\d{8,10}:AA[\\w-]{33}\\b'),
];
