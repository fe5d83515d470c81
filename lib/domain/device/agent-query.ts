import { type DeviceRecord, readRecord } from './record.ts';

/**
 * The JSON query (JSONata) that ships: SentinelOne's answer in, a list of devices out, each with an `id` and the facts of
 * `DEVICE_FACTS`. What it leaves out is not known.
 */
export const AGENT_QUERY = `[data.{
  "id": id,
  "names": [computerName],
  "serials": [serialNumber],
  "macs": [networkInterfaces.physical],
  "addresses": [networkInterfaces.inet, networkInterfaces.inet6, lastIpToMgmt],
  "labels": [tags.sentinelone.(key & "=" & value)],
  "lastUser": lastLoggedInUserName,
  "os": osName,
  "osVersion": osRevision,
  "model": modelName,
  "site": siteName & " / " & groupName,
  "lastSeen": lastActiveDate,
  "agentVersion": agentVersion,
  "agentActive": isActive,
  "agentUpToDate": isUpToDate,
  "infected": infected,
  "activeThreats": activeThreats,
  "isolation": $lookup({
    "connected": "connected", "disconnected": "isolated",
    "disconnecting": "isolating", "connecting": "releasing"
  }, networkStatus),
  "encrypted": encryptedApplications,
  "firewall": firewallEnabled,
  "retired": isDecommissioned
}]`;

/** Reads what the query made of the answer; `problem` is a sentence for who writes it. */
export function readAgents(output: unknown): { records: DeviceRecord[]; notes: string[] } | { problem: string } {
  const rows = Array.isArray(output) ? output : [output];
  const read = rows.map((row) => readRecord('sentinelone', row));
  const without = read.indexOf(null);
  if (without >= 0) return { problem: `The JSON query gives no object with an id as its device ${without + 1}.` };
  const good = read.filter((one) => one !== null);
  return { records: good.map(({ record }) => record), notes: [...new Set(good.flatMap(({ notes }) => notes))] };
}
