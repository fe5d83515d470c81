/** What a command line may be, from the best to the worst. */
export const COMMAND_VERDICTS = ['benign', 'unknown', 'suspicious', 'malicious'] as const;
export type CommandVerdict = (typeof COMMAND_VERDICTS)[number];
