import type { Runbook, RunbookPhase } from '../runbook.ts';
import type { TaskProof } from '../task-proof.ts';

type PhaseKey = 'identify' | 'contain' | 'eradicate' | 'recover' | 'review';

/** The phases of incident handling in the order of NIST SP 800-61, for what happens after detection. */
const NAMES: Record<PhaseKey, string> = {
  identify: 'Identify',
  contain: 'Contain',
  eradicate: 'Eradicate',
  recover: 'Recover',
  review: 'Review',
};

/** A title, or one with what proves it done. One that begins with `!` is mandatory: Advance waits for it. */
type Written = string | readonly [title: string, proof: TaskProof];

function phases(tasks: Record<PhaseKey, readonly Written[]>): RunbookPhase[] {
  return (Object.keys(NAMES) as PhaseKey[]).map((key) => ({
    key,
    name: NAMES[key],
    tasks: tasks[key].map((task) => {
      const [title, proof] = typeof task === 'string' ? [task] : task;
      return { title: title.replace(/^!/, ''), mandatory: title.startsWith('!'), ...(proof && { proof }) };
    }),
  }));
}

const REVIEW = ['!Write the lessons learned', 'Tune the detection that raised the case'];

/** What a new installation has. An administrator changes them; these texts are written once, at the first start. */
export const SHIPPED_RUNBOOKS: readonly Runbook[] = [
  {
    key: 'default',
    name: 'Incident response',
    category: null,
    source: null,
    phases: phases({
      identify: [
        'Confirm that the alert describes a real event',
        'Find the affected systems, accounts and stores',
        ['Look up the observables', 'observables_asked'],
        'Set the severity by impact, not by the vendor alone',
      ],
      contain: ['Limit the spread: isolate, block or disable', 'Keep evidence before anything is changed'],
      eradicate: ['Remove the cause', 'Search for the same traces elsewhere'],
      recover: ['!Bring the systems back to work', 'Watch them for signs of a return'],
      review: REVIEW,
    }),
  },
  {
    key: 'cloud',
    name: 'Cloud incident',
    category: 'Cloud',
    source: null,
    phases: phases({
      identify: [
        'Find the account, region and resource, and who owns them',
        'Check whether the resource is reachable from the internet',
        'Read the audit log around the time of the event',
        'List the roles and keys that the resource can use',
      ],
      contain: [
        'Restrict network access to the resource',
        'Disable or rotate the credentials that were exposed',
        'Take a snapshot of the disks before anything is changed',
      ],
      eradicate: ['Remove what the attacker added: users, keys, functions, images', 'Correct the faulty configuration'],
      recover: [
        'Deploy the resource again from a trusted image',
        '!Confirm in the audit log that access is back to normal',
      ],
      review: REVIEW,
    }),
  },
  {
    key: 'cloud-wiz',
    name: 'Wiz cloud incident',
    category: 'Cloud',
    source: 'wiz',
    phases: phases({
      identify: [
        'Open the issue in Wiz and read its evidence',
        'Check in the security graph what the resource can reach',
        'Find the owner of the project',
        ['Check the observables for known bad ones', 'observables_asked'],
      ],
      contain: [
        'Restrict network access to the resource',
        'Disable or rotate the credentials that were exposed',
        'Take a snapshot of the disks before anything is changed',
      ],
      eradicate: [
        'Correct what the control names: the configuration, the package or the role',
        'Look for other resources that break the same rule',
      ],
      recover: ['Deploy the resource again from a trusted image', '!Confirm that Wiz reports the issue as resolved'],
      review: ['!Write the lessons learned', 'Move the check into the build, so that it fails before the release'],
    }),
  },
  {
    key: 'identity',
    name: 'Identity incident',
    category: 'Identity & Access',
    source: null,
    phases: phases({
      identify: [
        'Ask the user, by a second channel, whether it was them',
        'Compare place, device and time with the last sign-ins',
        'List what the account can reach',
      ],
      contain: [
        'End all sessions of the user',
        'Reset the password and the second factors',
        'Revoke application grants made since the event',
      ],
      eradicate: [
        'Remove mail rules, devices and factors that the user does not know',
        'Find other accounts used from the same address',
      ],
      recover: ['!Give the account back to its verified owner', 'Watch its sign-ins for a week'],
      review: REVIEW,
    }),
  },
  ...(['Endpoint', 'Malware'] as const).map(
    (category): Runbook => ({
      key: category.toLowerCase(),
      name: `${category} incident`,
      category,
      source: null,
      phases: phases({
        identify: [
          'Read the process tree from its root',
          ['Look up the hashes, domains and addresses', 'observables_asked'],
          ['Find the user and the store of the device', 'device_owner_and_store'],
          'Search for the same hash on other devices',
        ],
        contain: [
          'Isolate the device from the network',
          'Block the hash and the addresses',
          'Collect memory and files as evidence',
        ],
        eradicate: ['Remove the file and what starts it again', 'Change the passwords that were used on the device'],
        recover: [
          'Install the device anew where removal is not certain',
          '!Scan the device before it leaves isolation',
        ],
        review: REVIEW,
      }),
    }),
  ),
];
