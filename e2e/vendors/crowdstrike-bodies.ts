import { createHash } from 'node:crypto';
import { type Overrides, withOverrides } from './overrides.ts';

export const CID = '5d41402abc4b2a76b9719d911017c592';

const hex = (text: string, length = 32) => createHash('sha256').update(text).digest('hex').slice(0, length);

/** What a scenario says of an alert; the rest follows from it. */
export interface FalconStory {
  name: string;
  description: string;
  severity: number;
  tactic: readonly [id: string, name: string];
  technique: readonly [id: string, name: string];
  filename: string;
  cmdline: string;
  parent: readonly [filename: string, cmdline: string];
  grandparent: readonly [filename: string, cmdline: string];
  disposition?: string;
  remote?: { address: string; port: number };
  domain?: string;
}

/** A host of a store. */
export interface FalconHost {
  n: number;
  hostname: string;
  site: string;
  user: string;
  platform?: 'Windows' | 'Mac' | 'Linux';
}

const SEVERITY_NAMES = [
  [80, 'Critical'],
  [60, 'High'],
  [40, 'Medium'],
  [20, 'Low'],
  [0, 'Informational'],
] as const;

const nameOf = (severity: number) => SEVERITY_NAMES.find(([from]) => severity >= from)![1];

/**
 * An alert as the Alerts API has it, new and unassigned. `n` tells it from others; `tree` ties those of one process tree of a host. Times are
 * ISO 8601, of when it was written.
 */
export function falconAlert(
  { n, tree = n, story, host, at }: { n: number; tree?: number; story: FalconStory; host: FalconHost; at: Date },
  overrides?: Overrides<Record<string, unknown>>,
): FalconAlertNode {
  const agent = hex(`agent ${host.n}`);
  const id = `ind:${agent}:${100_000 + n}-67-${n}`;
  const time = at.toISOString().replace('Z', `${String(n % 1_000_000).padStart(6, '0')}Z`);
  const [tactic_id, tactic] = story.tactic;
  const [technique_id, technique] = story.technique;
  const process = (filename: string, cmdline: string) => ({
    ...{ cmdline, filename, filepath: `\\Device\\HarddiskVolume3\\Windows\\System32\\${filename}` },
    ...{ md5: hex(`md5 ${filename}`), sha256: hex(filename, 64), user_name: host.user },
    process_graph_id: `pid:${agent}:${hex(cmdline, 8)}`,
  });
  const base = {
    ...{ composite_id: `${CID}:${id}`, id, cid: CID, agent_id: agent, aggregate_id: `aggind:${agent}:${tree}` },
    ...{ name: story.name, display_name: story.name, description: story.description },
    ...{ product: 'epp', type: 'ldt', scenario: 'suspicious_activity', objective: 'Follow Through' },
    ...{ tactic, tactic_id, technique, technique_id },
    mitre_attack: [{ pattern_id: 67, tactic, tactic_id, technique, technique_id }],
    ...{ severity: story.severity, severity_name: nameOf(story.severity), confidence: 80 },
    ...{ status: 'new', resolution: '', show_in_ui: true, tags: [] as string[], comments: [] as string[] },
    ...{ assigned_to_name: '', assigned_to_uid: '', assigned_to_uuid: '' },
    ...{ created_timestamp: time, updated_timestamp: time, timestamp: time, crawled_timestamp: time },
    ...{ seconds_to_triaged: 0, seconds_to_resolved: 0 },
    ...{ user_id: `S-1-5-21-1-2-3-${1_000 + host.n}`, logon_domain: 'SHOP' },
    ...process(story.filename, story.cmdline),
    sha1: '0'.repeat(40),
    ...{ process_id: String(84_000_000 + n), parent_process_id: String(83_000_000 + n) },
    parent_details: process(...story.parent),
    grandparent_details: process(...story.grandparent),
    device: {
      ...{ device_id: agent, hostname: host.hostname, site_name: host.site, machine_domain: 'shop.example' },
      ...{ external_ip: '198.51.100.20', local_ip: `10.20.${host.n % 250}.40` },
      mac_address: `00-15-5d-00-00-${(host.n % 256).toString(16).padStart(2, '0')}`,
      ...{ platform_name: host.platform ?? 'Windows', os_version: 'Windows 11', product_type_desc: 'Workstation' },
      ...{ groups: [], tags: [], status: 'normal', last_seen: time },
    },
    ioc_context: [],
    ioc_values: [],
    network_accesses: story.remote
      ? [
          {
            ...{ access_type: 0, access_timestamp: Math.floor(at.getTime() / 1000), protocol: 'TCP', isIPV6: false },
            ...{ local_address: `10.20.${host.n % 250}.40`, local_port: 51_022, connection_direction: 0 },
            ...{ remote_address: story.remote.address, remote_port: story.remote.port },
          },
        ]
      : [],
    dns_requests: story.domain ? [{ domain_name: story.domain, request_type: 'A', load_time: '1768206600' }] : [],
    ...{ files_written: [], quarantined_files: [], pattern_id: 67 },
    ...{
      pattern_disposition: 0,
      pattern_disposition_description: story.disposition ?? 'Detection, standard detection.',
    },
    pattern_disposition_details: { detect: true, kill_process: false, quarantine_file: false },
    ...{ source_products: ['Falcon Insight'], source_vendors: ['CrowdStrike'], data_domains: ['Endpoint'] },
    falcon_host_link: `https://falcon.crowdstrike.com/activity-v2/detections/${CID}:${id}`,
    linked_case_ids: [],
  };
  return withOverrides(base, overrides as never) as FalconAlertNode;
}

export interface FalconAlertNode extends Record<string, unknown> {
  composite_id: string;
  aggregate_id: string;
  status: string;
  severity: number;
  severity_name: string;
  tags: string[];
  comments: string[];
  assigned_to_name: string;
  assigned_to_uid: string;
  assigned_to_uuid: string;
  created_timestamp: string;
  updated_timestamp: string;
}

/** A case of Falcon's case management with these alerts as evidence. */
export function falconCase(
  { n, name, severity, alerts, at }: { n: number; name: string; severity: number; alerts: readonly string[]; at: Date },
  overrides?: Overrides<Record<string, unknown>>,
): FalconCaseNode {
  const time = at.toISOString();
  const by = { uuid: hex(`member ${n}`), email: 'soc@shop.example', full_name: 'SOC' };
  const nobody = { uuid: '', email: '', full_name: '' };
  const none = { records: [] };
  const base = {
    ...{ id: hex(`case ${n}`), reference_id: `C-${1_000 + n}`, cid: CID, name, description: '' },
    ...{ status: 'new', severity, severity_info: { level: nameOf(severity).toLowerCase() } },
    ...{ assigned_to: nobody, created_by: by, last_updated_by: by, assigned_to_name: '', assigned_to_uuid: '' },
    ...{ created_timestamp: time, updated_timestamp: time, start_timestamp: time, end_timestamp: time },
    ...{ tags: [], version: 1, consistency: { version: 1, consistent: true }, read_only: { is_read_only: false } },
    evidence: {
      alerts: { records: alerts.map((id) => ({ id, selector: { id } })) },
      ...{ events: none, leads: none, users: none, custom_evidence: none },
    },
    analysis_results: { hosts: none, files: none, users: none, alerts: none, events: none },
    ...{ sla: null, template: null, workflows: [], fields: [], access_tags: [] },
  };
  return withOverrides(base, overrides as never) as FalconCaseNode;
}

export interface FalconCaseNode extends Record<string, unknown> {
  id: string;
  status: string;
  severity: number;
  created_timestamp: string;
  updated_timestamp: string;
}
