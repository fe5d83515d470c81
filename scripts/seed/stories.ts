import type { Severity } from '#lib/domain/severity.ts';

/** What a retailer's security floor sees, in the shares in which it sees it. `{}` becomes an asset's name. */
export interface Story {
  title: string;
  category: string;
  source: string;
  severity: Severity;
  tags: readonly string[];
}

export const STORIES: readonly Story[] = [
  { title: 'Bucket {} is readable by everyone', category: 'Cloud', source: 'wiz', severity: 'high', tags: ['pci'] },
  {
    title: 'Known exploited vulnerability on {}',
    category: 'Cloud',
    source: 'wiz',
    severity: 'critical',
    tags: ['shop'],
  },
  { title: 'Clear-text key found on {}', category: 'Cloud', source: 'wiz', severity: 'medium', tags: ['warehouse'] },
  {
    title: 'Till {} runs an unsigned binary',
    category: 'Endpoint',
    source: 'till-monitor',
    severity: 'high',
    tags: ['till'],
  },
  { title: 'Till {} lost its agent', category: 'Endpoint', source: 'till-monitor', severity: 'low', tags: ['till'] },
  {
    title: 'Sign-in from two countries: {}',
    category: 'Identity & Access',
    source: 'manual',
    severity: 'medium',
    tags: [],
  },
  {
    title: 'Phishing reported by the staff of {}',
    category: 'Email',
    source: 'manual',
    severity: 'low',
    tags: ['phishing'],
  },
  { title: 'Port scan out of {}', category: 'Network', source: 'api', severity: 'medium', tags: ['warehouse'] },
  { title: 'Malware quarantined on {}', category: 'Malware', source: 'api', severity: 'medium', tags: [] },
  { title: 'Export of loyalty data by {}', category: 'Data', source: 'api', severity: 'high', tags: ['gdpr'] },
  { title: 'Owner tag missing on {}', category: 'Cloud', source: 'wiz', severity: 'informational', tags: [] },
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
];

export const PEOPLE = [
  'Ines Ferreira',
  'Tomasz Wrona',
  'Grace Achieng',
  'Milo Janssen',
  'Yuki Tanabe',
  'Leila Haddad',
  'Oskar Lind',
  'Nadia Petrov',
] as const;
