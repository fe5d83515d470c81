import { type AlertLists, endLists } from '../intel/alert-lists.ts';
import { cut } from '../text.ts';
import type { AlertDetails, AlertProcess, ProcessRole } from '../views/alert-details.ts';
import type { FalconAlert, FalconProcess } from './alert.ts';

/** Of a list so many are kept, each once: every one of them may be what gives the attack away. The rest is counted, and stands in Falcon. */
const MOST = 3_000;
const MOST_TECHNIQUES = 100;
/** A command line of Windows is no longer. */
const LONGEST_LINE = 32_768;
const LONGEST = 1_000;
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

/** An alert as Falcon's API gives it, reduced to what an analyst works with. */
export function detailsOf(alert: FalconAlert): AlertDetails {
  const { device } = alert;
  const { lists, leftOut } = kept({
    connections: connectionsOf(alert),
    names: alert.dns_requests.flatMap(({ domain_name }) => short(domain_name) ?? []),
    files: filesOf(alert),
    indicators: indicatorsOf(alert),
  });
  return {
    processes: [
      ...processOf('grandparent', alert.grandparent_details),
      ...processOf('parent', alert.parent_details),
      ...processOf('process', alert),
    ],
    host: device && {
      name: short(device.hostname),
      id: short(device.device_id ?? alert.agent_id),
      os: short(device.os_version ?? device.platform_name),
      site: short(device.site_name),
      localAddress: short(device.local_ip),
      externalAddress: short(device.external_ip),
      mac: short(device.mac_address),
    },
    user: short(alert.user_name),
    tactic: short(alert.tactic),
    techniques: techniquesOf(alert),
    disposition: short(alert.pattern_disposition_description),
    status: short(alert.status),
    assignee: short(alert.assigned_to_name),
    ...lists,
    ...(leftOut && { leftOut }),
  };
}

function kept(all: AlertLists) {
  return endLists(
    {
      connections: once(all.connections),
      names: once(all.names),
      files: once(all.files),
      indicators: once(all.indicators),
    },
    MOST,
  );
}

/** Entries are made with their fields in one order: what is written alike is alike. */
const once = <T>(entries: readonly T[]): T[] => [
  ...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values(),
];

const connectionsOf = ({ network_accesses }: FalconAlert): AlertLists['connections'] =>
  network_accesses.flatMap(({ remote_address, remote_port, protocol }) => {
    const address = short(remote_address);
    return address ? [{ address, port: remote_port, protocol: short(protocol) }] : [];
  });

const filesOf = ({ quarantined_files, files_written }: FalconAlert): AlertLists['files'] => [
  ...quarantined_files.map(({ filename, sha256, state }) => ({
    ...{ name: short(filename), path: null, sha256: short(sha256), state: short(state) },
  })),
  ...files_written.map(({ filename, filepath }) => ({
    ...{ name: short(filename), path: short(filepath), sha256: null, state: 'written' },
  })),
];

const indicatorsOf = ({ ioc_context, ioc_values }: FalconAlert): AlertLists['indicators'] =>
  [
    ...ioc_context.map(({ ioc_type, ioc_value }) => ({ type: ioc_type, value: ioc_value })),
    ...ioc_values.map((value) => ({ type: null, value })),
  ].flatMap(({ type, value }) => (value?.trim() ? [{ type: short(type), value: cut(value.trim(), LONGEST) }] : []));

/** The tree has nothing to say of a process without a name, a path or a line. */
function processOf(role: ProcessRole, process: FalconProcess | FalconAlert | null): AlertProcess[] {
  if (!process || !(process.cmdline ?? process.filename ?? process.filepath)) return [];
  return [
    {
      role,
      name: short(process.filename),
      path: short(process.filepath),
      commandLine: process.cmdline && cut(process.cmdline, LONGEST_LINE),
      user: short(process.user_name),
      md5: short(process.md5),
      sha1: short(process.sha1),
      sha256: short(process.sha256),
    },
  ];
}

function techniquesOf(alert: FalconAlert): AlertDetails['techniques'] {
  const named = [alert, ...alert.mitre_attack].map(({ technique_id, technique }) => ({
    id: technique_id,
    name: technique,
  }));
  const found = new Map<string, AlertDetails['techniques'][number]>();
  for (const { id, name } of named)
    if (id && TECHNIQUE.test(id) && !found.has(id)) found.set(id, { id, name: short(name) });
  return [...found.values()].slice(0, MOST_TECHNIQUES);
}

const short = (value: string | null | undefined): string | null => (value ? cut(value, LONGEST) : null);
