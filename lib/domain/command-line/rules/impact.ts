import { program, table } from '../rule.ts';

/** Data is gathered and carried out. */
export const COLLECTION = table('collection', [
  [
    'archive-password',
    45,
    'T1560.001',
    'Data is packed under a password.',
    'rar|7z|zip',
    [
      /(?<![\w.-])(?:win)?rar(?:\.exe)?["']?\s+a\s.{0,120}-hp\S|(?<![\w.-])7z[ar]?(?:\.exe)?["']?\s+a\s.{0,160}-p\S|(?<![\w.-])zip\s.{0,40}(?:-p\s?\S|--password|-e\s)/,
    ],
  ],
  [
    'mailbox',
    60,
    'T1114.002',
    'Mailboxes are exported.',
    'mailboxexport|new-inboxrule|forwardingsmtpaddress',
    [/new-mailboxexportrequest|forwardingsmtpaddress|new-inboxrule\s.{0,200}(?:forwardto|redirectto|deletemessage)/],
  ],
  [
    'screen',
    45,
    'T1113',
    'The screen is photographed by a script.',
    'copyfromscreen|screencapture|psr.exe|import -window',
    [/copyfromscreen|screencapture\s+-x|psr(?:\.exe)?\s+\/start.{0,80}\/gui\s+0|import\s+-window\s+root/],
  ],
  [
    'clipboard',
    25,
    'T1115',
    'The clipboard is read.',
    'get-clipboard|pbpaste|xclip',
    [/get-clipboard|(?<![\w.-])pbpaste(?=$|[\s|;&"'])|xclip\s+-o/],
  ],
  [
    'keylog',
    100,
    'T1056.001',
    'Keys are recorded.',
    'getasynckeystate|setwindowshookex|logkeys',
    [/getasynckeystate|setwindowshookex|logkeys\s+--start/],
  ],
]);
export const EXFILTRATION = table('exfiltration', [
  [
    'rclone',
    60,
    'T1567.002',
    'A tool copies data to a cloud.',
    'rclone|megasync|megacmd|restic',
    [/(?<![\w.-])(?:rclone|mega(?:sync|cmd|put))(?:\.exe)?["']?\s.{0,80}(?:copy|sync|move|put|--config|mega:|:)/],
  ],
  [
    'curl-upload',
    45,
    'T1048 T1567',
    'A file is sent to an address.',
    'curl|invoke-restmethod|invoke-webrequest|wget|uploadfile',
    [
      /(?<![\w-])curl(?:\.exe)?\b.{0,200}(?:\s-t\s|--upload-file|\s-f\s+["']?\w{1,40}=@|--data-binary\s+@|\s-d\s+@)|wget\b.{0,80}--post-file|(?:invoke-restmethod|invoke-webrequest|iwr|irm)\b.{0,200}-infile|\.uploadfile\(|\.uploadstring\(/,
    ],
  ],
  [
    'dns-exfil',
    60,
    'T1048.003',
    'Data is carried out in names that are asked for.',
    'nslookup|dig|host|ping',
    [/(?:nslookup|dig|host|ping)\s.{0,20}(?:\$\(|`|\$\{?\w{1,20}\}?\.)\S{0,80}\.\w/],
  ],
  [
    'tar-net',
    60,
    'T1048',
    'Packed data is sent straight to another computer.',
    'tar|zip',
    [/(?<![\w.-])tar\s+\S{0,6}c\S{0,6}\s.{0,120}\|\s?(?:nc|ncat|ssh|curl|openssl)\b/],
  ],
  ['ftp-script', 45, 'T1048.003', 'ftp works off a list of commands.', 'ftp', [program('ftp'), /-s:/]],
]);

/** Data and systems are destroyed, or put to work for others. */
export const IMPACT = table('impact', [
  [
    'shadow-delete',
    100,
    'T1490',
    'Shadow copies are deleted, as ransomware does.',
    'shadow',
    [
      /vssadmin(?:\.exe)?["']?\s+(?:delete\s+shadows|resize\s+shadowstorage)|wmic(?:\.exe)?["']?\s+shadowcopy\s+.{0,40}delete|win32_shadowcopy.{0,80}(?:delete|remove-)/,
    ],
  ],
  [
    'backup-delete',
    100,
    'T1490',
    'Backups are deleted.',
    'wbadmin|backup',
    [/wbadmin(?:\.exe)?["']?\s+delete\s+(?:catalog|systemstatebackup|backup)/],
  ],
  [
    'recovery-off',
    100,
    'T1490',
    'The repair of Windows is switched off.',
    'bcdedit|reagentc',
    [
      /bcdedit(?:\.exe)?["']?\s.{0,60}(?:recoveryenabled\s+no|bootstatuspolicy\s+ignoreallfailures|safeboot)|reagentc(?:\.exe)?["']?\s+\/disable/,
    ],
  ],
  [
    'wipe',
    100,
    'T1485 T1561',
    'A disk or all files are overwritten.',
    'cipher|dd |format|rm |shred|sdelete',
    [
      /cipher(?:\.exe)?\s+\/w:|dd\s.{0,60}of=\/dev\/(?:sd|nvme|hd|xvd|disk)|(?<![\w.-])format(?:\.com)?\s+[a-z]:\s.{0,20}\/y|(?<![\w.-])rm\s+(?=[^|;&]{0,40}-(?:\w{0,8}r|-recursive))(?:-\S{0,30}\s+){1,6}["']?\/\*?(?=$|[\s"';&])|shred\s.{0,40}\/dev\//,
    ],
  ],
  [
    'service-stop',
    45,
    'T1489',
    'Services that hold data open are stopped.',
    'stop|taskkill',
    [
      /(?:net1?(?:\.exe)?\s+stop|sc(?:\.exe)?\s+stop|stop-service\s.{0,20}|taskkill(?:\.exe)?\s.{0,30}\/im)\s+["']?(?:mssql\S*|sqlserver\S*|sqlwriter|veeam\S*|msexchange\S*|vmms|oracle\S*|mysql\S*|backupexec\S*|acronis\S*|sqlservr\S*|vss)(?=$|[\s"'])/,
    ],
  ],
  [
    'miner',
    100,
    'T1496',
    'The computer mines coins for somebody.',
    'xmrig|stratum|minerd|cpuminer|nicehash|--donate-level|monero',
    [/xmrig|stratum\+(?:tcp|ssl)|minerd\s|cpuminer|--donate-level|cryptonight|randomx/],
  ],
  ['fork-bomb', 60, 'T1499', 'A computer is brought to a halt.', ':(){', [/:\(\)\s?\{\s?:\s?\|\s?:\s?&\s?\}/]],
  [
    'account-lock',
    60,
    'T1531',
    'Accounts are locked or signed out.',
    'active:no|disable-adaccount|logoff',
    [/net1?(?:\.exe)?\s+user\s+\S+\s.{0,30}\/active:no|disable-adaccount|disable-localuser/],
  ],
  [
    'encrypt',
    60,
    'T1486',
    'Files are encrypted by a script.',
    'openssl|gpg|bitlocker|manage-bde',
    [
      /openssl\s+enc\s.{0,80}-(?:in|e)\s.{0,80}(?:\*|\$\w|\{\})|manage-bde(?:\.exe)?\s+-on\s.{0,60}(?:-pw|-recoverypassword)|for\b.{0,80}gpg\s.{0,40}(?:-c|--symmetric)/,
    ],
  ],
  [
    'docker-escape',
    60,
    'T1611',
    'A container gets hold of its host.',
    'docker|nsenter|privileged',
    [
      /docker\s+run\s.{0,120}(?:--privileged|-v\s+\/:\/|--pid[= ]host)|nsenter\s.{0,60}(?:-t|--target)[ =]1\b|release_agent/,
    ],
  ],
]);
