import { foldWords } from '../injection/fold.ts';

/** Between the parts of a name that is written in one word, in two, or with a sign. */
const S = String.raw`[\s_.,+/-]{0,3}`;
/** A few words of any kind, in one sentence. */
const FEW = String.raw`[^.;\r\n]{0,40}`;

const MALWARE = [
  'emotet|trickbot|qa[ck]bot|icedid|lockbit|blackcat|alphv|ryuk|revil|sodinokibi|wannacry|notpetya|dridex|gootloader|socgholish|plugx|gh0st',
  `agent${S}tesla|redline${S}stealer|raccoon${S}stealer|lumma${S}stealer|vidar${S}stealer|formbook|remcos|nj${S}rat|async${S}rat|nano${S}core${S}rat`,
].join('|');

/** What a field names that is there for the name of malware, too. */
export const NAMED_MALWARE = 'a name that scanners give malware';

/**
 * What an alert that tells of an attack speaks of: our word for it, and how it is written, in small letters. Words that ordinary alerts have, such as
 * “malware”, “phishing”, “suspicious” and “attack”, are none of it. No quantity is without a bound, so that a text takes time in proportion to its length.
 */
const LEXICON: readonly (readonly [word: string, pattern: string])[] = [
  ['Cobalt Strike', `cobalt${S}strike`],
  ['Mimikatz', `mimi${S}katz|sekurlsa|lsadump`],
  ['Meterpreter', 'meterpreter|metasploit|msfvenom'],
  [
    'an attacker’s tool',
    `hack${S}tools?|rubeus|sharp${S}hound|blood${S}hound|impacket|secretsdump|la${S}zagne|brute${S}ratel|(?:sliver|havoc|mythic)${S}c2`,
  ],
  ['ransomware', `ransom${S}ware|ransom${S}(?:note|demand)s?|data${S}encrypted${S}for${S}impact`],
  [
    'encrypted files',
    String.raw`(?:files?|documents?|shares?) (?:(?:were|was|are|is|have been|has been|being|got) )?encrypted(?! at)|encrypt(?:s|ed|ing) (?:[\d.,]{1,12} )?(?:(?:the|all|user|many) ){0,2}(?:files|documents)|mass${S}encryption`,
  ],
  [
    'credential dumping',
    `credentials?${S}(?:dump|harvest|steal)[a-z]{0,4}|credentials?${S}(?:theft|stuffing)|hashdump|dump(?:ed|ing|s)? (?:of )?(?:the )?(?:sam|ntds|lsa|credentials|passwords|hashes)`,
  ],
  [
    'LSASS memory',
    String.raw`lsass(?:\.exe)?(?![a-z\d])${FEW}(?:memory|dump|read|access|handle)|(?:memory|dump|read|access)[a-z]{0,4}(?![a-z])${FEW}lsass`,
  ],
  ['stolen tickets or hashes', `kerberoast[a-z]{0,4}|dc${S}sync|golden${S}ticket|pass${S}the${S}(?:hash|ticket)`],
  ['password spraying', `password${S}spray[a-z]{0,4}`],
  ['malware by name', MALWARE],
  [
    NAMED_MALWARE,
    [
      String.raw`(?:trojan|backdoor|hacktool|ransom|rootkit|spyware|keylogger|infostealer)[:.!/][a-z\d]{1,40}`,
      '(?:worm|virus|exploit|behaviou?r|pws|virtool|downloader|dropper|riskware)[:.](?:w32|w64|win|msil|js|vbs|linux|osx|macos|android|html|o97m|x97m|powershell|python|java|php|pdf|bat|script|gen(?:eric)?)',
      '(?:heur|gen)[:.](?:trojan|variant|exploit|backdoor|worm|ransom)|w(?:32|64|97m)[./][a-z]{3,30}|win(?:32|64)/(?:agent|exploit|filecoder|injector|kryptik|packed|ransom|spy|trojan)[a-z]{0,20}',
    ].join('|'),
  ],
  ['a trojan', 'trojan(?:s|ized|ised)?'],
  ['a backdoor', 'backdoors?'],
  ['a rootkit', `root${S}kits?`],
  ['malware that steals or spies', `info${S}stealers?|key${S}loggers?|spyware`],
  ['a botnet', 'botnets?'],
  [
    'command and control',
    `c2${S}(?:beacon|server|traffic|channel|callback|communication|connection|activity)[a-z]{0,3}|command${S}(?:and|&)${S}control${S}(?:beacon|server|traffic|channel|callback|communication|connection|activity|infrastructure)[a-z]{0,3}|beaconing`,
  ],
  [
    'a web shell',
    String.raw`web${S}shells?|(?:shell|cmd|c99|r57|wso|b374k)\.(?:php\d?|aspx?|jspx?)|\.(?:php\d?|aspx?|jspx?)\?(?:cmd|exec|command)=`,
  ],
  ['a reverse shell', String.raw`reverse${S}shells?|bind${S}shells?|/dev/tcp/\d`],
  ['shellcode', 'shellcode'],
  [
    'a JNDI look-up',
    String.raw`jndi:(?:ldaps?|rmi|dns|iiop|nis|corba|https?)|\$\{(?:jndi|lower|upper|env|sys|::-)[:}a-z]{1,20}`,
  ],
  [
    'SQL injection',
    String.raw`sql${S}injections?|sqli|union(?:\s|/\*[^*]{0,40}\*/|\+|%20){1,5}(?:all(?:\s|\+|%20){1,5})?select|['"]\s{0,5}or\s{1,5}['"]?1['"]?\s{0,5}=\s{0,5}['"]?1|xp_cmdshell|information_schema\.|sqlmap`,
  ],
  ['path traversal', String.raw`(?:path|directory)${S}traversal|(?:\.\.[\\/]){2}|/etc/(?:passwd|shadow)|boot\.ini`],
  ['remote code execution', `remote${S}code${S}execution${S}(?:attempt|attack|detected|succe)[a-z]{0,6}`],
  [
    'exploitation',
    `exploit(?:s|ation)?${S}(?:attempt|detected|kit|traffic|payload|activity|succe)[a-z]{0,6}|(?:attempt|tr(?:y|ie))[a-z]{0,4} to exploit|(?:actively|was|were|been|being) exploited|exploiting`,
  ],
  ['process injection', `(?:process|code|dll|reflective)${S}(?:injection|hollowing|side${S}loading|hijack)[a-z]{0,4}`],
  ['a crypto miner', `crypto${S}(?:miner|mining|jack)[a-z]{0,4}|coin${S}miner[a-z]{0,2}|xmrig`],
  ['a tunnel', `dns${S}tunnel(?:l?ing)?`],
  ['lateral movement', `lateral${S}movement (?:via|to|from|with|by|using|detected|attempt|suspected)`],
  [
    'deleted shadow copies',
    `shadow${S}cop(?:y|ies) (?:(?:was|were|being) )?delet(?:ed|ion)|delet(?:ed|ing|es|e|ion of) (?:the |all |volume ){0,2}shadow${S}cop(?:y|ies)`,
  ],
  ['a break-in by brute force', `brute${S}force${FEW}succe[a-z]{2,6}`],
  ['cross-site scripting', String.raw`cross${S}site${S}scripting|<script[\s>]`],
  ['exfiltration', `data${S}exfiltrat[a-z]{0,4}|exfiltrat(?:ed|ing)`],
  [
    'something malicious',
    `(?<!not )(?:is|was|are|were|as|be|confirmed|known|flagged|classified|deemed|judged) malicious|^malicious$|malicious${S}(?:activit|file|process|code|payload|traffic|script|document|attachment|macro|url|link|domain|ip|address|behaviou?r|software|command|login|actor|host|program|executable|binar|download|content|e?-?mail|connection)[a-z]{0,3}`,
  ],
  [
    'something compromised',
    '(?:host|device|machine|account|system|user|server|endpoint|laptop|till|credential|password)s? (?:(?:is|was|are|were|has been|have been|may be|likely) )?(?:infected|compromised|breached|hacked)|(?:infected|compromised|breached|hacked) (?:host|device|machine|account|system|user|server|endpoint|laptop|till|credential|password|by|with)s?|^(?:infected|compromised|breached|hacked)$',
  ],
  ['a true positive', `true${S}positives?|confirmed${S}(?:attack|incident|compromise|breach|threat|malware)`],
];

/** Whole words: what goes on in letters, before or behind, is another one. */
const edged = (pattern: string) => new RegExp(`(?<![a-z\\d](?=[a-z\\d]))(?:${pattern})(?!(?<=[a-z])[a-z])`);
const WORDS = LEXICON.map(([word, pattern]) => ({ word, pattern: edged(pattern) }));
/** Nearly no text has any of them: one look at it tells. */
const ANY = edged(LEXICON.map(([, pattern]) => pattern).join('|'));

/** Our own word for what a text tells of, where that is an attack; null: nothing of the kind. A mention is enough, denied or not. */
export function maliceIn(text: string): string | null {
  const low = text.toLowerCase();
  // Letters of other alphabets that look like ours, and signs that nobody sees, hide a word from who looks for it.
  return wordIn(low) ?? (isPlain(low) ? null : wordIn(foldWords(text)));
}

const isPlain = (text: string) => /^[\0-\x7f]*$/.test(text);

const wordIn = (low: string) => (ANY.test(low) ? WORDS.find(({ pattern }) => pattern.test(low))!.word : null);
