import { COMMAND_VERDICTS, type CommandVerdict } from '../command-verdict.ts';
import type { CommandFindings } from '../views/command-findings.ts';
import type { IntelVendor } from './vendors.ts';

/** An alert of a case, and what is known of what it ran. */
export interface CaseAlert {
  vendor: IntelVendor;
  /** Its details were read at the vendor. */
  read: boolean;
  host: string | null;
  commands: readonly AlertCommand[];
}

export interface AlertCommand {
  /** The same for the same line. */
  hash: string;
  /** Null: nobody has looked at it. */
  look: { verdict: CommandVerdict; confidence: number; techniques: readonly string[] } | null;
}

/**
 * Whose alerts a press has analysed, where a case has those of several vendors: a press is one run, and a run is of one vendor. It is the vendor of the
 * newest alert that nobody has read, else of the newest of all; another press, or the schedule, takes the other. Null: there are none.
 * @param alerts the newest first
 */
export function vendorToAnalyse(alerts: readonly Pick<CaseAlert, 'vendor' | 'read'>[]): IntelVendor | null {
  return (alerts.find(({ read }) => !read) ?? alerts[0])?.vendor ?? null;
}

interface Line {
  look: AlertCommand['look'];
  hosts: Set<string>;
}

/** What the command lines of alerts came to, all together: of two looks at one line the graver counts. `more`: the case has other alerts. */
export function commandFindings(alerts: readonly CaseAlert[], more: boolean): CommandFindings {
  const lines = new Map<string, Line>();
  for (const { host, commands } of alerts)
    for (const { hash, look } of commands) {
      const line: Line = lines.get(hash) ?? { look: null, hosts: new Set() };
      if (host) line.hosts.add(host);
      if (gravity(look) > gravity(line.look)) line.look = look;
      lines.set(hash, line);
    }
  const all = [...lines.values()];
  const held = (verdict: CommandVerdict) => all.filter(({ look }) => look?.verdict === verdict);
  const [malicious, suspicious] = [held('malicious'), held('suspicious')];
  const worst = (malicious.length > 0 ? malicious : suspicious).toSorted(
    (a, b) => b.look!.confidence - a.look!.confidence,
  );
  const unlooked = all.filter(({ look }) => look === null).length;
  return {
    ...{ malicious: malicious.length, suspicious: suspicious.length, looked: all.length - unlooked, unlooked },
    unread: alerts.filter(({ read }) => !read).length,
    techniques: [...new Set(worst.flatMap(({ look }) => look!.techniques))],
    hosts: [...new Set(worst.flatMap(({ hosts }) => [...hosts]))],
    more,
  };
}

const gravity = (look: AlertCommand['look']): number => (look ? COMMAND_VERDICTS.indexOf(look.verdict) : -1);
