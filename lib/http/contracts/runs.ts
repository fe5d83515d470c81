import { pageOf } from '../../domain/views/common.ts';
import { RunListItem, RunView } from '../../domain/views/run.ts';
import { RunQuery } from '../../services/runs/list.ts';
import { contract } from '../contract.ts';

const tag = 'Runs';

export const listRuns = contract({
  method: 'GET',
  path: '/runs',
  tag,
  summary: 'List the automations’ runs, newest first',
  query: RunQuery,
  answer: { status: 200, schema: pageOf(RunListItem) },
});
export const getRun = contract({
  method: 'GET',
  path: '/runs/{id}',
  tag,
  summary: 'Read a run with its steps',
  answer: { status: 200, schema: RunView },
});
export const cancelRun = contract({
  method: 'POST',
  path: '/runs/{id}/cancel',
  tag,
  summary: 'Ask a run to end before its next step',
  answer: { status: 202, schema: RunView },
});
export const replayRun = contract({
  method: 'POST',
  path: '/runs/{id}/replay',
  tag,
  summary: 'Run the automation with the same event again; answers the new run',
  answer: { status: 202, schema: RunView },
});
