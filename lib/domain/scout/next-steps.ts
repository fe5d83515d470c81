/** What an analyst may do next, in words. Scout proposes from this list alone: no text from outside becomes an instruction. */
export const NEXT_STEPS = {
  isolate_device: 'Isolate the device from the network.',
  block_indicator: 'Block the malicious addresses, names and files.',
  reset_sessions: 'End all sessions of the user, and reset the password.',
  ask_user: 'Ask the user, by a second channel, whether it was them.',
  search_elsewhere: 'Search for the same traces on other cases and devices.',
  read_process_tree: 'Read the process tree around the command.',
  judge_unknown: 'Judge what no source knows.',
  compare_similar: 'Compare with the similar cases that ended as true positives.',
  connect_sources: 'Connect sources that can be asked about the observables.',
  close_as_benign: 'Resolve the case as benign.',
  tune_detection: 'Tune the detection, so that it does not come again.',
} as const;
export type NextStep = keyof typeof NEXT_STEPS;
export const NEXT_STEP_IDS = Object.keys(NEXT_STEPS) as [NextStep, ...NextStep[]];
