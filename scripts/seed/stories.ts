import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { Severity } from '#lib/domain/severity.ts';

/** What a retailer's security floor sees, in the shares in which it sees it. `{}` becomes an asset's name. */
export interface Story {
  title: string;
  category: string;
  source: string;
  /** Of all cases, in any unit. */
  weight: number;
  severities: Partial<Record<Severity, number>>;
  tags: readonly string[];
  /** The source's rule; null where people report. */
  rule: string | null;
  observables: readonly ObservableType[];
  techniques?: readonly string[];
  /** The share that is harm. */
  harm: number;
}

export const STORIES: readonly Story[] = [
  {
    ...{ title: 'Bucket {} is readable by everyone', category: 'Cloud', source: 'wiz', weight: 9, harm: 0.2 },
    ...{ severities: { high: 6, medium: 4 }, tags: ['pci'], rule: 'Public object storage' },
    observables: ['cloud_resource'],
  },
  {
    ...{ title: 'Known exploited vulnerability on {}', category: 'Cloud', source: 'wiz', weight: 7, harm: 0.35 },
    ...{ severities: { critical: 2, high: 5, medium: 3 }, tags: ['shop'], rule: 'Known exploited vulnerability' },
    ...{ observables: ['cloud_resource', 'cve'], techniques: ['T1190'] },
  },
  {
    ...{ title: 'Clear-text key found on {}', category: 'Cloud', source: 'wiz', weight: 6, harm: 0.25 },
    ...{ severities: { medium: 7, high: 3 }, tags: ['warehouse'], rule: 'Secret in clear text' },
    ...{ observables: ['cloud_resource', 'file_name'], techniques: ['T1552'] },
  },
  {
    ...{ title: 'Owner tag missing on {}', category: 'Cloud', source: 'wiz', weight: 8, harm: 0.02 },
    ...{ severities: { informational: 9, low: 1 }, tags: [], rule: 'Untagged resource' },
    observables: ['cloud_resource'],
  },
  {
    ...{ title: 'Till {} runs an unsigned binary', category: 'Endpoint', source: 'till-monitor', weight: 9, harm: 0.3 },
    ...{ severities: { high: 4, medium: 6 }, tags: ['till'], rule: 'Unsigned binary' },
    ...{ observables: ['device', 'sha256', 'file_name'], techniques: ['T1036'] },
  },
  {
    ...{ title: 'Till {} lost its agent', category: 'Endpoint', source: 'till-monitor', weight: 12, harm: 0.05 },
    ...{ severities: { low: 8, medium: 2 }, tags: ['till'], rule: 'Agent silent' },
    ...{ observables: ['device'], techniques: ['T1562'] },
  },
  {
    ...{
      title: 'Sign-in from two countries: {}',
      category: 'Identity & Access',
      source: 'okta',
      weight: 10,
      harm: 0.2,
    },
    ...{ severities: { medium: 7, high: 3 }, tags: ['sign-in'], rule: 'Impossible travel' },
    ...{ observables: ['user', 'ipv4', 'ipv4'], techniques: ['T1078'] },
  },
  {
    ...{ title: 'Many failed sign-ins for {}', category: 'Identity & Access', source: 'okta', weight: 8, harm: 0.12 },
    ...{ severities: { low: 6, medium: 4 }, tags: ['sign-in'], rule: 'Password spraying' },
    ...{ observables: ['user', 'ipv4'], techniques: ['T1110'] },
  },
  {
    ...{ title: 'Phishing reported by the staff of {}', category: 'Email', source: 'manual', weight: 9, harm: 0.45 },
    ...{ severities: { low: 6, medium: 4 }, tags: ['phishing'], rule: null },
    ...{ observables: ['email', 'domain', 'url'], techniques: ['T1566'] },
  },
  {
    ...{ title: 'Port scan out of {}', category: 'Network', source: 'api', weight: 6, harm: 0.15 },
    ...{ severities: { medium: 8, low: 2 }, tags: ['warehouse'], rule: 'Horizontal scan' },
    ...{ observables: ['ipv4', 'device'], techniques: ['T1046'] },
  },
  {
    ...{ title: 'Beacon to a rare host from {}', category: 'Network', source: 'api', weight: 5, harm: 0.3 },
    ...{ severities: { medium: 5, high: 5 }, tags: ['beacon'], rule: 'Periodic connection' },
    ...{ observables: ['ipv4', 'domain', 'device'], techniques: ['T1071'] },
  },
  {
    ...{ title: 'Malware quarantined on {}', category: 'Malware', source: 'crowdstrike', weight: 7, harm: 0.6 },
    ...{ severities: { medium: 6, high: 3, critical: 1 }, tags: ['malware'], rule: 'Malicious file' },
    ...{ observables: ['device', 'sha256', 'file_name', 'user'], techniques: ['T1204'] },
  },
  {
    ...{ title: 'Credential dumping on {}', category: 'Endpoint', source: 'crowdstrike', weight: 2, harm: 0.55 },
    ...{ severities: { critical: 5, high: 5 }, tags: ['credentials'], rule: 'LSASS access' },
    ...{ observables: ['device', 'sha256', 'user'], techniques: ['T1003'] },
  },
  {
    ...{ title: 'Export of loyalty data by {}', category: 'Data', source: 'api', weight: 2, harm: 0.25 },
    ...{ severities: { high: 7, critical: 3 }, tags: ['gdpr'], rule: 'Large export' },
    ...{ observables: ['user', 'ipv4'], techniques: ['T1567'] },
  },
];

export const PLACES = [
  'checkout',
  'gift-card',
  'warehouse',
  'loyalty',
  'kiosk',
  'store-0412',
  'store-0097',
  'returns',
  'pos',
] as const;

export const UNITS = ['Stores', 'Online shop', 'Logistics', 'Finance', 'Head office'] as const;
