/** Everything that a connector exists for. A new name here makes the compiler ask for its definition and its test. */
export const VENDORS = [
  'wiz',
  'crowdstrike',
  'sentinelone',
  'okta',
  'virustotal',
  'recordedfuture',
  'otx',
  'axonius',
  'entra',
  'slack',
  'jamf',
  'teams',
  'smtp',
  'paging',
  'ai',
  'generic',
] as const;
export type Vendor = (typeof VENDORS)[number];

/** Those whose events become cases. A new name here makes the compiler ask for its row in `INTAKE`. */
export const INTAKE_VENDORS = [
  'wiz',
  'crowdstrike',
  'sentinelone',
  'okta',
  'generic',
] as const satisfies readonly Vendor[];
export type IntakeVendor = (typeof INTAKE_VENDORS)[number];

export function isIntakeVendor(vendor: Vendor): vendor is IntakeVendor {
  return (INTAKE_VENDORS as readonly Vendor[]).includes(vendor);
}
