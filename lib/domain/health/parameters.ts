import { z } from 'zod';
import { CronLine } from '../schedule.ts';
import { SEVERITIES } from '../severity.ts';
import { TimeZone } from '../time-zone.ts';
import { WEEKDAYS } from './day.ts';

const minutes = (shipped: number, severity: string) =>
  z
    .number()
    .int()
    .min(0)
    .max(43_200)
    .default(shipped)
    .describe(
      `Minutes from its creation at Falcon in which a detection has to be taken that is ${severity}. 0: no timer.`,
    );

/** What an administrator sets about the daily check. */
export const HealthParameters = z.strictObject({
  schedule: CronLine.default('0 7 * * *').describe(
    'When the check runs, as a cron line by the clocks of the zone: minute, hour, day of month, month, day of week.',
  ),
  zone: TimeZone.default('UTC').describe('The time zone of the check, such as Europe/Rome.'),
  days: z
    .array(z.enum(WEEKDAYS))
    .max(7)
    .default(['monday', 'wednesday', 'friday'])
    .describe('Days on which it goes on after the timers: looks for what is unassigned, reports and tells Teams.'),
  states: z
    .array(z.enum(['new', 'in_progress', 'reopened']))
    .min(1)
    .max(3)
    .default(['new', 'in_progress', 'reopened'])
    .describe('Falcon states that are looked at.'),
  severities: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .max(SEVERITIES.length)
    .default(['medium', 'high', 'critical'])
    .describe('Severities that are looked at.'),
  criticalMinutes: minutes(60, 'critical'),
  highMinutes: minutes(240, 'high'),
  mediumMinutes: minutes(1_440, 'medium'),
  lowMinutes: minutes(0, 'low'),
  informationalMinutes: minutes(0, 'informational'),
  openCases: z
    .boolean()
    .default(true)
    .describe('Open a case for a detection that has none, so that its timer has a place.'),
  detectionHours: z
    .number()
    .int()
    .min(0)
    .max(8_760)
    .default(24)
    .describe('Hours after which a detection that nobody has is reported.'),
  incidentDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(2)
    .describe('Days after which an incident (a Falcon case) that nobody has is reported.'),
  most: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(500)
    .describe(
      'Most detections, and most incidents, that one check reads. What has a timer, or is seen to here, takes no place from what has not.',
    ),
});
export type HealthParameters = z.infer<typeof HealthParameters>;
