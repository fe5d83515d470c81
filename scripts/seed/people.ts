import type { Tier, WeeklyShift } from '#lib/domain/member.ts';

const FIRST = ['Ines', 'Tomasz', 'Grace', 'Milo', 'Yuki', 'Leila', 'Oskar', 'Nadia', 'Rafael', 'Anouk'];
const LAST = [
  'Ferreira',
  'Wrona',
  'Achieng',
  'Janssen',
  'Tanabe',
  'Haddad',
  'Lind',
  'Petrov',
  'Moreau',
  'Quispe',
  'Roth',
];
const SKILLS = ['Cloud', 'Endpoint', 'Identity & Access', 'Email', 'Network', 'Malware', 'Data'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Singapore'];
/** Early, late and night, in the zone of the member. */
const SHIFTS = [
  ['07:00', '15:30'],
  ['15:00', '23:30'],
  ['23:00', '07:30'],
] as const;

export interface Person {
  name: string;
  email: string;
  role: 'analyst' | 'lead';
  tier: Tier;
  groups: string[];
  skills: string[];
  shift: WeeklyShift;
}

/** The analysts of a floor: half of the first tier, a third of the second; one in twenty leads. The same number is always the same person. */
export function personOf(index: number): Person {
  const name = `${FIRST[index % FIRST.length]} ${LAST[(index * 7 + Math.floor(index / FIRST.length)) % LAST.length]}`;
  const tier: Tier = index % 6 < 3 ? 1 : index % 6 < 5 ? 2 : 3;
  const [start, end] = SHIFTS[index % SHIFTS.length]!;
  return {
    name,
    email: `analyst-${index + 1}@seed.example`,
    role: index % 20 === 19 ? 'lead' : 'analyst',
    tier,
    groups: [`tier-${tier}`, ...(index % 4 === 0 ? ['cloud-team'] : []), ...(index % 10 === 9 ? ['on-call'] : [])],
    skills: [SKILLS[index % SKILLS.length]!, SKILLS[(index + 3) % SKILLS.length]!],
    shift: {
      timeZone: ZONES[index % ZONES.length]!,
      hours: [0, 1, 2, 3, 4].map((day) => ({ day: ((index + day) % 7) + 1, start, end })),
    },
  };
}
