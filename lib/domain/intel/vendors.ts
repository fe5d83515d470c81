/** Vendors whose API knows more of an alert than the alert itself says. */
export const INTEL_VENDORS = ['crowdstrike'] as const;
export type IntelVendor = (typeof INTEL_VENDORS)[number];

export const isIntelVendor = (vendor: string): vendor is IntelVendor =>
  (INTEL_VENDORS as readonly string[]).includes(vendor);

interface IntelWords {
  title: string;
  /** What people call the system that the alerts are read at. */
  system: string;
  /** The automation that reads and analyses them. */
  automation: string;
}

/** What each is called, and what works on its alerts. */
export const INTEL = {
  crowdstrike: { title: 'CrowdStrike', system: 'Falcon', automation: 'crowdstrike-intel' },
} as const satisfies Record<IntelVendor, IntelWords>;

/** The automations that read and analyse alerts. */
export type IntelAutomation = (typeof INTEL)[IntelVendor]['automation'];
export const INTEL_AUTOMATIONS: readonly string[] = INTEL_VENDORS.map((vendor) => INTEL[vendor].automation);
