import { z } from 'zod';
import { OBSERVABLE_VERDICTS } from '../../domain/observables/types.ts';
import { ObservableView } from '../../domain/views/case.ts';
import { pageOf } from '../../domain/views/common.ts';
import { DeviceView } from '../../domain/views/device.ts';
import { EnrichmentView } from '../../domain/views/judgement.ts';
import { HoldingCase, ObservableDetail, ObservableEvent } from '../../domain/views/observable.ts';
import { PageQuery } from '../../services/cases/streams.ts';
import { EnrichmentBody } from '../../services/enrichments/record.ts';
import { ExtractedView, ExtractInput } from '../../services/observables/extract.ts';
import { ObservableQuery } from '../../services/observables/list.ts';
import { ObservablePatch } from '../../services/observables/update.ts';
import { contract } from '../contract.ts';

const tag = 'Observables';

export const listObservables = contract({
  method: 'GET',
  path: '/observables',
  tag,
  summary: 'List observables; `value` finds one exactly, written in any form',
  query: ObservableQuery,
  answer: { status: 200, schema: pageOf(ObservableView) },
});
export const getObservable = contract({
  method: 'GET',
  path: '/observables/{id}',
  tag,
  summary: 'Read an observable: why it has its verdict, and its cases',
  answer: { status: 200, schema: ObservableDetail },
});
export const updateObservable = contract({
  method: 'PATCH',
  path: '/observables/{id}',
  tag,
  summary: 'Set a verdict over the sources’ (null ends it), or say that it is the house’s own',
  body: ObservablePatch,
  answer: { status: 200, schema: ObservableDetail },
});
export const listHoldingCases = contract({
  method: 'GET',
  path: '/observables/{id}/cases',
  tag,
  summary: 'The cases that hold an observable, the newest first',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(HoldingCase) },
});
export const listEnrichments = contract({
  method: 'GET',
  path: '/observables/{id}/enrichments',
  tag,
  summary: 'What the sources said of an observable over time, newest first',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(EnrichmentView) },
});
export const recordEnrichment = contract({
  method: 'POST',
  path: '/observables/{id}/enrichments',
  tag,
  summary: 'Tell what a source says of an observable; its verdict follows from all of them',
  body: EnrichmentBody,
  answer: {
    status: 201,
    schema: z.object({
      id: z.string(),
      verdict: z.enum(OBSERVABLE_VERDICTS),
      score: z.number().nullable(),
      changed: z.boolean(),
    }),
  },
});
export const askEnrichment = contract({
  method: 'POST',
  path: '/observables/{id}/enrich',
  tag,
  summary: 'Have the sources asked about an observable; what they say goes on its newest case',
  answer: { status: 202, schema: z.object({ runId: z.string() }) },
});
export const listObservableEvents = contract({
  method: 'GET',
  path: '/observables/{id}/events',
  tag,
  summary: 'The last vendor events on the cases of an observable',
  answer: { status: 200, schema: z.object({ items: z.array(ObservableEvent) }) },
});
export const getDevice = contract({
  method: 'GET',
  path: '/observables/{id}/device',
  tag,
  summary: 'What is known of the device that an observable names, from every source',
  answer: { status: 200, schema: DeviceView },
});
export const extractObservables = contract({
  method: 'POST',
  path: '/observables/extract',
  tag,
  summary: 'Find the observables of a text; nothing is stored',
  body: ExtractInput,
  answer: { status: 200, schema: z.object({ items: z.array(ExtractedView) }) },
});
