import { createHash } from 'node:crypto';
import { type Overrides, withOverrides } from './overrides.ts';
import { DETECTION_SCENARIOS, ISSUE_SCENARIOS, type IssueScenario } from './wiz-scenarios.ts';

const ACCOUNT = {
  AWS: '111122223333',
  Azure: '11111111-2222-4333-8444-555555555555',
  GCP: 'shop-prod-example',
} as const;
const START = Date.parse('2026-03-02T06:00:00.000Z');
const RULE_ID = uuid('rule');

/** The n-th Issue webhook body (n ≥ 0) in the default template's form. Equal arguments, equal bodies. */
export function wizIssueBody(n: number, overrides?: Overrides<WizIssuePush>): WizIssuePush {
  return withOverrides(issueBody(n), overrides);
}
export type WizIssuePush = ReturnType<typeof issueBody>;

function issueBody(n: number) {
  const scenario = pick(ISSUE_SCENARIOS, n);
  return {
    trigger: { source: 'ISSUES', type: 'Created', ruleId: RULE_ID, ruleName: 'Watchfloor: open issues' },
    issue: {
      id: uuid(`issue ${n}`),
      status: 'OPEN',
      severity: scenario.severity as string,
      created: minute(n),
      // The template ends each name with a separator, the last one too.
      projects: scenario.projects.map((name) => `${name}, `).join(''),
    },
    resource: {
      id: resourceId(scenario, n),
      name: scenario.name,
      type: scenario.nativeType,
      cloudPlatform: scenario.platform as string,
      subscriptionId: ACCOUNT[scenario.platform] as string,
      subscriptionName: 'retail-prod',
      region: scenario.region as string,
      status: 'Active',
      cloudProviderURL: consoleUrl(scenario, n),
    },
    control: {
      id: `wc-id-${1000 + (n % ISSUE_SCENARIOS.length)}`,
      name: scenario.control,
      description: scenario.description,
      severity: scenario.severity as string,
      sourceCloudConfigurationRuleId: '',
      sourceCloudConfigurationRuleName: '',
    },
  };
}

/** The GraphQL node of the issue that a pushed body tells of: the same facts, and what only the API has. */
export function wizIssueNode(n: number, body: WizIssuePush = wizIssueBody(n)) {
  const scenario = pick(ISSUE_SCENARIOS, n);
  // A field that was taken out of the push is still known to the API.
  const { issue, resource, control } = withOverrides(issueBody(n), body);
  return {
    id: issue.id,
    type: 'TOXIC_COMBINATION',
    status: issue.status.toUpperCase(),
    severity: issue.severity.toUpperCase(),
    createdAt: issue.created,
    updatedAt: issue.created,
    dueAt: null,
    resolvedAt: null,
    statusChangedAt: issue.created,
    sourceRule: {
      __typename: 'Control',
      id: control.id,
      name: control.name,
      controlDescription: control.description,
      resolutionRecommendation: scenario.recommendation,
    },
    projects: scenario.projects.map((name) => ({
      id: uuid(`project ${name}`),
      name,
      slug: name.toLowerCase().replaceAll(' ', '-'),
      businessUnit: 'Retail',
      riskProfile: { businessImpact: 'MBI' },
    })),
    entitySnapshot: {
      id: uuid(`entity ${n}`),
      type: scenario.entityType,
      nativeType: resource.type,
      name: resource.name,
      status: resource.status,
      cloudPlatform: resource.cloudPlatform,
      cloudProviderURL: resource.cloudProviderURL,
      providerId: resource.id,
      region: resource.region,
      resourceGroupExternalId: '',
      subscriptionExternalId: resource.subscriptionId,
      subscriptionName: resource.subscriptionName,
      subscriptionTags: {},
      tags: { owner: 'platform', env: 'prod' },
      externalId: resource.name,
    },
    notes: [
      {
        id: uuid(`note ${n}`),
        createdAt: issue.created,
        text: 'Traffic to 198.51.100.173 was seen shortly before.',
        user: null,
      },
    ],
    serviceTickets: [] as { externalId: string; name: string; url: string }[],
  };
}
export type WizIssueNode = ReturnType<typeof wizIssueNode>;

/** The n-th Detections webhook body (n ≥ 0), in the form that Wiz Defend sends. */
export function wizDetectionBody(n: number, overrides?: Overrides<WizDetectionPush>): WizDetectionPush {
  return withOverrides(detectionBody(n), overrides);
}
export type WizDetectionPush = ReturnType<typeof detectionBody>;

function detectionBody(n: number) {
  const scenario = pick(DETECTION_SCENARIOS, n);
  const threatId = uuid(`threat ${n}`);
  const [actor, resource] = [`actor-${n}`, `resource-${n}`];
  return {
    trigger: { source: 'DETECTIONS', type: 'Created', ruleId: RULE_ID, ruleName: 'Watchfloor: detections' },
    id: uuid(`detection ${n}`),
    threatId,
    threatURL: `https://app.wiz.io/threats#~(issue~'${threatId})`,
    title: scenario.title,
    description: scenario.description,
    severity: scenario.severity as string,
    createdAt: minute(n),
    tdrId: `wd-${200 + (n % DETECTION_SCENARIOS.length)}`,
    tdrSource: 'WIZ_SENSOR',
    mitreTactics: [scenario.tactic],
    mitreTechniques: [scenario.technique],
    cloudAccounts: [{ id: uuid('account'), externalId: ACCOUNT.AWS as string, cloudPlatform: 'AWS' }],
    cloudOrganizations: [] as unknown[],
    timeframe: { start: minute(n), end: minute(n) },
    actors: [{ id: actor, externalId: `AROA${hash(`actor ${n}`).slice(0, 12).toUpperCase()}`, ...scenario.actor }],
    primaryActor: { id: actor },
    resources: [
      { id: resource, externalId: `pod/${scenario.resource.name}`, ...scenario.resource, region: 'eu-central-1' },
    ],
    primaryResource: { id: resource },
    triggeringEventsCount: 1,
    triggeringEvents: [
      {
        id: `event-${n}`,
        name: 'ProcessExecuted',
        description: scenario.description,
        eventTime: minute(n),
        origin: 'WIZ_SENSOR',
        category: 'Execution',
        status: 'Success',
        source: 'runtime',
        cloudPlatform: 'AWS',
        externalId: uuid(`event ${n}`),
        actor: { id: actor },
        actorIP: scenario.actorIP,
        actorIPMeta: {
          autonomousSystemNumber: 64496,
          autonomousSystemOrganization: 'Documentation Networks',
          country: 'ZZ',
          isForeign: true,
          reputation: scenario.reputation as string,
          reputationSource: 'emulator',
        },
        resources: [{ id: resource }],
        runtimeDetails: { processTree: [processOf(n)] },
      },
    ],
  };
}

function processOf(n: number) {
  const { command, path } = pick(DETECTION_SCENARIOS, n);
  return {
    id: `process-${n}`,
    command,
    path,
    hash: createHash('sha1').update(path).digest('hex'),
    size: 81_920,
    userId: '1000',
    username: 'app',
    executionTime: minute(n),
    container: { id: `container-${n}`, name: 'app', imageExternalId: `sha256:${hash('image')}` },
  };
}

function resourceId({ platform, name, region, nativeType }: IssueScenario, n: number): string {
  if (platform === 'AWS') return `arn:aws:${nativeType.split('#')[0]}:${region}:${ACCOUNT.AWS}:${name}-${n}`;
  if (platform === 'Azure')
    return `/subscriptions/${ACCOUNT.Azure}/resourceGroups/retail/providers/${nativeType}/${name}-${n}`;
  return `//cloud.example/projects/${ACCOUNT.GCP}/${name}-${n}`;
}

function consoleUrl(scenario: IssueScenario, n: number): string {
  const host = { AWS: 'console.aws.amazon.com', Azure: 'portal.azure.com', GCP: 'console.cloud.google.com' }[
    scenario.platform
  ];
  return `https://${host}/go?resource=${encodeURIComponent(resourceId(scenario, n))}`;
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}

function minute(n: number): string {
  return new Date(START + n * 60_000).toISOString();
}

function hash(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

function uuid(seed: string): string {
  const hex = hash(seed);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
