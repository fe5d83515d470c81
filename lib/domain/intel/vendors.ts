/** Vendors whose API knows more of an alert than the alert itself says. */
export const INTEL_VENDORS = ['crowdstrike'] as const;
export type IntelVendor = (typeof INTEL_VENDORS)[number];

export const isIntelVendor = (vendor: string): vendor is IntelVendor =>
  (INTEL_VENDORS as readonly string[]).includes(vendor);

export interface IntelWords {
  title: string;
  /** What people call the system that the alerts are read at. */
  system: string;
  /** The automation that reads and analyses them. */
  automation: string;
  /** The automation that asks for it on schedule. */
  due: string;
  /** The connector's secret without which the system cannot be asked. */
  secret: string;
  /** How an event, as it came, says that its alert is closed there: the first of these places that holds something, and its words, in lower case. */
  closed: { at: readonly (readonly string[])[]; words: readonly string[] };
}

/** What each is called, what works on its alerts, and what its alerts say. */
export const INTEL = {
  crowdstrike: {
    title: 'CrowdStrike',
    system: 'Falcon',
    automation: 'crowdstrike-intel',
    due: 'crowdstrike-intel-due',
    secret: 'clientSecret',
    // A Fusion workflow sends the alert under `alert`.
    closed: { at: [['alert', 'status'], ['status']], words: ['closed'] },
  },
} as const satisfies Record<IntelVendor, IntelWords>;

/** An automation that reads and analyses alerts. */
export type IntelAutomation = (typeof INTEL)[IntelVendor]['automation'];

/** The vendor whose alerts an automation analyses. */
export const vendorOfAutomation = (automation: string): IntelVendor | undefined =>
  INTEL_VENDORS.find((vendor) => INTEL[vendor].automation === automation);
