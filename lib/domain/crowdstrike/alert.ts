import { z } from 'zod';
import { isRecord } from '../record.ts';

/**
 * An alert as Falcon's Alerts API gives it and as a Fusion workflow posts it. Only `composite_id` is relied on: alerts that are about no
 * endpoint lack most fields, some booleans and epochs come as texts, and a field of another type is read as missing. Other fields are kept.
 */

/** A text; what is empty or no text becomes null. */
const text = z
  .unknown()
  .optional()
  .transform((value): string | null => {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  });
const number = z
  .unknown()
  .optional()
  .transform((value): number | null => {
    const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
  });
const flag = z
  .unknown()
  .optional()
  .transform((value): boolean | null =>
    value === true || value === 'true' ? true : value === false || value === 'false' ? false : null,
  );

/** An object; null where there is none. */
const record = <S extends z.ZodRawShape>(shape: S) =>
  z
    .unknown()
    .optional()
    .transform((value) => (isRecord(value) && Object.keys(value).length > 0 ? value : null))
    .pipe(z.looseObject(shape).nullable());
const records = <S extends z.ZodRawShape>(shape: S) =>
  z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? value.filter(isRecord) : []))
    .pipe(z.array(z.looseObject(shape)));
const texts = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []));

/** A process of the tree: the one that was detected has these fields on the alert itself. */
const process = {
  cmdline: text,
  filename: text,
  filepath: text,
  md5: text,
  sha1: text,
  sha256: text,
  user_name: text,
  process_graph_id: text,
};

export const FalconAlert = z.looseObject({
  composite_id: z.string().trim().min(1).max(400),
  aggregate_id: text,
  agent_id: text,
  cid: text,
  name: text,
  display_name: text,
  description: text,
  /** `epp`, `idp`, `mobile`, `xdr`, `ngsiem`, `cwpp`, `thirdparty`. */
  product: text,
  type: text,
  scenario: text,
  objective: text,
  tactic: text,
  tactic_id: text,
  technique: text,
  technique_id: text,
  mitre_attack: records({ tactic: text, tactic_id: text, technique: text, technique_id: text }),
  /** 1–100. */
  severity: number,
  severity_name: text,
  confidence: number,
  /** `new`, `in_progress`, `reopened`, `closed`. */
  status: text,
  resolution: text,
  tags: texts,
  show_in_ui: flag,
  assigned_to_name: text,
  assigned_to_uid: text,
  assigned_to_uuid: text,
  created_timestamp: text,
  updated_timestamp: text,
  /** When it happened on the host. */
  timestamp: text,
  ...process,
  logon_domain: text,
  user_id: text,
  process_id: text,
  parent_process_id: text,
  parent_details: record(process),
  grandparent_details: record(process),
  device: record({
    device_id: text,
    hostname: text,
    external_ip: text,
    local_ip: text,
    mac_address: text,
    platform_name: text,
    os_version: text,
    product_type_desc: text,
    machine_domain: text,
    site_name: text,
    status: text,
    last_seen: text,
    groups: texts,
    tags: texts,
  }),
  ioc_context: records({ ioc_type: text, ioc_value: text, ioc_source: text, ioc_description: text }),
  ioc_values: texts,
  network_accesses: records({ protocol: text, remote_address: text, remote_port: number, local_address: text }),
  dns_requests: records({ domain_name: text, request_type: text }),
  files_written: records({ filename: text, filepath: text }),
  quarantined_files: records({ filename: text, sha256: text, state: text }),
  pattern_id: text,
  pattern_disposition_description: text,
  pattern_disposition_details: record({ detect: flag, kill_process: flag, quarantine_file: flag }),
  falcon_host_link: text,
  linked_case_ids: texts,
});
export type FalconAlert = z.infer<typeof FalconAlert>;

/** One process of an alert's tree. */
export type FalconProcess = NonNullable<FalconAlert['parent_details']>;
