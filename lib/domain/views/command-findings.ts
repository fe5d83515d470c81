import { z } from 'zod';

const count = z.number().int();

/** What is known of the command lines of a case's alerts, each distinct line once. What nobody has looked at is neither good nor bad. */
export const CommandFindings = z.object({
  malicious: count,
  suspicious: count,
  /** Analysed, or of the known-good list. */
  looked: count,
  /** Nobody has looked at them. */
  unlooked: count,
  /** Alerts whose details nobody has read: what they ran is not known. */
  unread: count,
  /** Of the lines with the worst verdict, where that is malicious or suspicious, the surest first: ids of MITRE ATT&CK. */
  techniques: z.array(z.string()),
  /** Where those lines ran. */
  hosts: z.array(z.string()),
  /** The case has more events than were looked through; these are the newest. */
  more: z.boolean(),
});
export type CommandFindings = z.infer<typeof CommandFindings>;
