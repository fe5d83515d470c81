import type { z } from 'zod';
import { GENERIC_ALERT, GENERIC_WRAPPED } from '../../domain/mappings/samples.ts';
import type { TaskOutput } from '../tasks/index.ts';
import { MAPPING_QUESTIONS } from './mapping-questions.ts';
import type { Question } from './question.ts';

const paths = (wanted: Record<string, string>) => (output: TaskOutput<'propose-mapping'>) =>
  Object.entries(wanted).every(([field, path]) =>
    output.fields.some((one) => one.field === field && one.path === path),
  );
/** Bodies of tools, and which of their places are which fields. */
export const MAPPINGS: readonly Question<'propose-mapping'>[] = [
  ...MAPPING_QUESTIONS.map(([, sample, wanted]) => ({
    input: { sample: sample as z.core.util.JSONType },
    isRight: paths(wanted),
  })),
  {
    input: { sample: GENERIC_ALERT },
    isRight: paths({ objectKey: 'id', title: 'title', severity: 'severity', status: 'status' }),
  },
  {
    input: { sample: GENERIC_WRAPPED },
    isRight: paths({ objectKey: 'alert.alertId', title: 'alert.name', severity: 'alert.level' }),
  },
  {
    input: {
      sample: {
        event: {
          uuid: 'a-1',
          rule: { name: 'Door open' },
          priority: 'P2',
          detected_at: '2026-02-03T10:00:00Z',
          device: { hostname: 'till-12' },
        },
      },
    },
    isRight: paths({
      objectKey: 'event.uuid',
      title: 'event.rule.name',
      severity: 'event.priority',
      eventTime: 'event.detected_at',
    }),
  },
];
