import type { Random } from '#e2e/support/random.ts';

/** An alert of the tills' own monitoring, as that tool posts it. */
export interface TillAlert {
  id: string;
  title: string;
  severity: string;
  category: string;
  message: string;
  timestamp: string;
  tags: string[];
  url: string;
  indicators: { type: string; value: string }[];
  fields: { store: string; till: string };
}

const ALERTS: readonly Pick<TillAlert, 'title' | 'severity' | 'category' | 'message' | 'indicators'>[] = [
  {
    title: 'Unsigned program started on a till',
    severity: 'major',
    category: 'Endpoint',
    message: 'svch0st.exe started from C:\\Users\\Public and asked tills-update.example.net for orders.',
    indicators: [
      { type: 'domain', value: 'tills-update.example.net' },
      { type: 'sha256', value: '9f2b1b6a1d2f4c6f0e7d3a5b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f70812' },
    ],
  },
  {
    title: 'Card reader was opened',
    severity: 'p1',
    category: 'Endpoint',
    message: 'The tamper switch of the card reader tripped while the store was closed.',
    indicators: [],
  },
  {
    title: 'Till talks to an unknown address',
    severity: 'warning',
    category: 'Network',
    message: 'Outbound connection to 203.0.113.87:4444, repeated every 60 seconds.',
    indicators: [{ type: 'ipv4', value: '203.0.113.87' }],
  },
  {
    title: 'Agent stopped reporting',
    severity: 'minor',
    category: 'Endpoint',
    message: 'No report for two hours. The till still sells.',
    indicators: [],
  },
  {
    title: 'Receipt printer firmware is out of date',
    severity: 'notice',
    category: 'Application',
    message: 'Version 2.1 is installed, 2.4 is published.',
    indicators: [],
  },
  {
    title: 'Refunds beyond the usual amount by one cashier',
    severity: 'warning',
    category: 'Data',
    message: 'Eleven refunds to the same card within the hour, signed in as cashier.k.adeyemi@shop.example.',
    indicators: [],
  },
  {
    title: 'Till fetches from an address that it never asked before',
    severity: 'warning',
    category: 'Network',
    message: 'A new content network: 198.51.100.200, 40 MB within the hour.',
    indicators: [{ type: 'ipv4', value: '198.51.100.200' }],
  },
  {
    title: 'Till asks for a name that was registered yesterday',
    severity: 'minor',
    category: 'Network',
    message: 'bad.example was asked for twice, and answered.',
    indicators: [{ type: 'domain', value: 'bad.example' }],
  },
];

/** An alert about some till; `sequence` makes its id. */
export function tillAlert(random: Random, sequence: number, now: Date): TillAlert {
  const store = `store-${String(random.below(180)).padStart(4, '0')}`;
  const till = `till-${random.below(14) + 1}`;
  const alert = ALERTS[sequence % ALERTS.length]!;
  const id = `till-${sequence}`;
  return {
    ...alert,
    id,
    title: `${alert.title} (${store}, ${till})`,
    timestamp: now.toISOString(),
    tags: ['tills', store],
    url: `https://tills.shop.example/alerts/${id}`,
    fields: { store, till },
  };
}
