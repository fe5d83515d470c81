import { createHmac } from 'node:crypto';
import type { Api } from '#e2e/support/api.ts';
import type { MemberInput } from '#lib/domain/member.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { MemberView } from '#lib/domain/views/member.ts';

export interface DemoAccount {
  name: string;
  email: string;
  password: string;
  what: string;
}

/** Round the clock, so that the demo has somebody to give a case to at any hour. */
const ALWAYS = {
  timeZone: 'Europe/Berlin',
  hours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '00:00' })),
};

export const LEAD = { name: 'Femi Adebayo', email: 'femi@demo.example' };

const PEOPLE: readonly (MemberInput & { what: string })[] = [
  {
    name: 'Mira Castellanos',
    email: 'mira@demo.example',
    role: 'analyst',
    tier: 2,
    skills: ['Cloud'],
    what: 'Tier-2 analyst',
  },
  {
    ...{ name: 'Joon Halvorsen', email: 'joon@demo.example', role: 'analyst', tier: 2 },
    ...{ skills: ['Endpoint', 'Network'], what: 'Tier-2 analyst' },
  },
  { name: 'Pia Nowak', email: 'pia@demo.example', role: 'analyst', tier: 1, skills: ['Email'], what: 'Tier-1 analyst' },
  { ...LEAD, role: 'lead', tier: 3, eligible: false, what: 'Lead' },
];

/**
 * The demo's people, made where they are missing. Their passwords follow from the installation's key, so that a second run tells the
 * same ones, and no two installations share any.
 */
export async function ensureMembers(api: Api, key: string): Promise<DemoAccount[]> {
  const { items } = await api.get<Page<MemberView>>('/members?limit=200');
  const known = new Set(items.map((member) => member.email));
  const accounts: DemoAccount[] = [];
  for (const { what, ...member } of PEOPLE) {
    const password = createHmac('sha256', key).update(member.email).digest('base64url').slice(0, 16);
    if (!known.has(member.email)) await api.post('/members', { ...member, shift: ALWAYS, password });
    accounts.push({ name: member.name, email: member.email, password, what });
  }
  return accounts;
}
