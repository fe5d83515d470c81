import { detect, isPrivateOrReserved, normalise } from '../observables/index.ts';
import { OBSERVABLE_TYPES, type ObservableRole, type ObservableType } from '../observables/types.ts';
import type { AlertDetails, CommandLook } from '../views/alert-details.ts';

/** Something that the details of an alert name, in the form in which it is stored. */
export interface FoundIndicator {
  type: ObservableType;
  value: string;
  role: ObservableRole;
  /** Ours, or of a network that only we know: kept as an asset, and nobody is asked about it. */
  asset: boolean;
}

type Named = Pick<FoundIndicator, 'role'> & { type?: ObservableType | undefined; value: string | null; asset?: true };

/** Vendors' words for the type of an indicator that they name themselves; what is not here is told by its form. */
const IOC_TYPES: Record<string, ObservableType> = {
  hash_sha256: 'sha256',
  hash_sha1: 'sha1',
  hash_md5: 'md5',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  filename: 'file_name',
  registry_key: 'registry_key',
  command_line: 'command_line',
};
const NOTHING = /^0{32,}$/;

/**
 * Everything that the details of an alert and its command lines name, each once. What is an asset in one place is one everywhere; else the
 * first that names it says what it is: the detected process comes before those that led to it.
 *
 * The intake has read the same alert, and the stronger of the two roles stays on the case (`linkObservables`). Of the host's addresses and of those that
 * it spoke to both say the same (`ours` and `inHouse` in `INTAKE`). They differ where a text names what is private, such as a command line: the intake's
 * “implicated” wins, because nobody outside can vouch for it, so that it keeps the case open until a person has looked.
 */
export function indicatorsOf(
  details: AlertDetails,
  commands: readonly Pick<CommandLook, 'verdict' | 'indicators'>[],
): FoundIndicator[] {
  const found = new Map<string, FoundIndicator>();
  for (const named of namedBy(details, commands)) {
    const one = read(named);
    if (!one) continue;
    const key = `${one.type} ${one.value}`;
    const known = found.get(key);
    if (!known) found.set(key, one);
    else if (one.asset && !known.asset) found.set(key, one);
  }
  return [...found.values()];
}

function namedBy(
  { processes, host, user, connections, names, files, indicators }: AlertDetails,
  commands: readonly Pick<CommandLook, 'verdict' | 'indicators'>[],
): Named[] {
  const implicated = 'implicated' as const;
  return [
    ...assetsOf(host),
    { type: 'user', value: user, role: 'victim' },
    ...processes.toReversed().flatMap(({ role: place, name, commandLine, sha256, sha1, md5 }): Named[] => {
      // What started a process is mostly the system's own: Explorer is no indicator.
      const role = place === 'process' ? implicated : 'related';
      return [
        { type: 'sha256', value: sha256, role },
        { type: 'sha1', value: sha1, role },
        { type: 'md5', value: md5, role },
        { type: 'file_name', value: name, role: 'related' },
        { type: 'command_line', value: commandLine, role },
      ];
    }),
    ...connections.map(({ address }) => ({ value: address, role: implicated })),
    ...names.map((value) => ({ value, role: implicated })),
    ...files.flatMap(({ name, sha256 }): Named[] => [
      { type: 'sha256', value: sha256, role: implicated },
      { type: 'file_name', value: name, role: 'related' },
    ]),
    ...indicators.map(({ type, value }) => ({ type: type ? IOC_TYPES[type] : undefined, value, role: implicated })),
    ...commands.flatMap(({ verdict, indicators: named }) =>
      named.map(({ type, value }) => ({
        type: OBSERVABLE_TYPES.find((known) => known === type),
        value,
        role: verdict === 'malicious' || verdict === 'suspicious' ? implicated : ('related' as const),
      })),
    ),
  ];
}

function assetsOf(host: AlertDetails['host']): Named[] {
  if (!host) return [];
  return [
    { type: 'device', value: host.name, role: 'victim', asset: true },
    { type: 'mac', value: host.mac, role: 'own', asset: true },
    { value: host.localAddress, role: 'own', asset: true },
    { value: host.externalAddress, role: 'own', asset: true },
  ];
}

function read({ type, value, role, asset }: Named): FoundIndicator | null {
  if (!value || NOTHING.test(value)) return null;
  const stored = type ? { type, value: normalise(type, value) } : detect(value);
  if (!stored || stored.value === null) return null;
  const { type: kind, value: text } = { type: stored.type, value: stored.value };
  const internal = isPrivateOrReserved(kind, text);
  return { type: kind, value: text, role: internal ? 'own' : role, asset: asset === true || internal };
}
