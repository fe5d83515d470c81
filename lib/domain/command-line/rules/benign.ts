import { WINDOWS_SERVICES } from './services.ts';

const SERVICE_GROUPS = [
  'netsvcs',
  'localservice',
  'localservicenetworkrestricted',
  'localservicenonetwork',
  'localservicenonetworkfirewall',
  'localserviceandnoimpersonation',
  'localsystemnetworkrestricted',
  'networkservice',
  'networkservicenetworkrestricted',
  'dcomlaunch',
  'rpcss',
  'utcsvc',
  'unistacksvcgroup',
  'wsappx',
  'appmodel',
  'termsvcs',
  'graphicsperfsvcgroup',
  'clipboardsvcgroup',
  'printworkflow',
  'smphost',
  'imgsvc',
  'wbiosvcgroup',
];

const SYSTEM = 'c:\\windows\\system32\\';

const WINDOWS = [
  ...SERVICE_GROUPS.flatMap((group) => [`svchost.exe -k ${group}`, `svchost.exe -k ${group} -p`]),
  'services.exe',
  'smss.exe',
  'wininit.exe',
  'winlogon.exe',
  'userinit.exe',
  'lsass.exe',
  'taskhostw.exe',
  'taskhostw.exe /runtimewide',
  'searchindexer.exe /embedding',
  'conhost.exe 0xffffffff -forcev1',
  'runtimebroker.exe -embedding',
  'wbem\\wmiprvse.exe',
  'wbem\\wmiprvse.exe -secured -embedding',
  'wbem\\wmiprvse.exe -embedding',
  'msiexec.exe /v',
  'wuauclt.exe /runhandlercomserver',
  'gpupdate.exe',
  'gpupdate.exe /force',
  'gpupdate.exe /target:computer',
  'gpupdate.exe /target:user',
].map((line) => SYSTEM + line);

const PROGRAMS = ['c:\\program files', 'c:\\program files (x86)'].flatMap((folder) =>
  [
    'google\\chrome\\application\\chrome.exe',
    'microsoft\\edge\\application\\msedge.exe',
    'mozilla firefox\\firefox.exe',
    'microsoft office\\root\\office16\\winword.exe',
    'microsoft office\\root\\office16\\excel.exe',
    'microsoft office\\root\\office16\\outlook.exe',
    'git\\cmd\\git.exe status',
    'git\\cmd\\git.exe status --porcelain',
    'git\\cmd\\git.exe fetch',
  ].map((line) => `${folder}\\${line}`),
);

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Patterns, and what their star may stand for: one name and no more. */
export interface ShippedGood {
  patterns: readonly string[];
  star: (text: string) => boolean;
}

/**
 * Lines of daily work that are good by themselves. They count only where no rule says anything of weight. Each begins with where its program
 * is installed, so that no program elsewhere passes for it, and is written out to its end where an argument could name something to run or to
 * open: the program is good, what it is told to do need not be.
 */
export const SHIPPED_GOOD: readonly ShippedGood[] = [
  {
    patterns: SERVICE_GROUPS.flatMap((group) => [
      `${SYSTEM}svchost.exe -k ${group} -s *`,
      `${SYSTEM}svchost.exe -k ${group} -p -s *`,
    ]),
    star: (text) => WINDOWS_SERVICES.has(text),
  },
  {
    patterns: [`${SYSTEM}taskhostw.exe {*}`, `${SYSTEM}dllhost.exe /processid:{*}`],
    star: (text) => GUID.test(text),
  },
  {
    patterns: [
      ...WINDOWS,
      ...PROGRAMS,
      'c:\\windows\\explorer.exe',
      'gpupdate /force',
      'git status',
      'git fetch',
      'sfc /scannow',
      'chkdsk c:',
      'systemctl restart nginx',
      'apt-get update',
      'yum update -y',
      'ls -la',
      '/usr/sbin/cron -f',
      '/usr/lib/systemd/systemd --user',
      '/usr/lib/systemd/systemd --system',
      '/usr/sbin/sshd -d',
      'df -h',
    ],
    star: () => false,
  },
];
