import { SYSTEM } from '../../domain/actor.ts';
import { oktaCaseOf } from '../../domain/okta/as-case.ts';
import { readOneOktaEvent } from '../../domain/okta/delivered.ts';
import { oktaFactsOf } from '../../domain/okta/facts.ts';
import { judgeOktaEvent } from '../../domain/okta/suspicious-events.ts';
import type { DryRun } from '../../domain/views/intake.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { findCase } from '../cases/fetch.ts';
import { findOpenAbout } from '../cases/open-about.ts';
import { authorizeCase, type Ctx } from '../kernel/index.ts';

/** What an Okta event would do now; nobody is asked at Okta, and nothing is written. */
export async function previewOkta(ctx: Ctx, value: unknown): Promise<DryRun> {
  const reading = readOneOktaEvent(value);
  if (!reading.ok) return nothing('quarantined', reading.reason, 'Nothing until it is delivered again.');
  const { enabled, parameters } = await settingsOf(ctx.db, 'okta-suspicious-activity');
  if (!enabled)
    return nothing(
      'accepted',
      'The automation okta-suspicious-activity is switched off.',
      'Nothing: its automation is switched off.',
    );
  const suspicion = judgeOktaEvent(reading.event, parameters.eventTypes);
  if (!suspicion.suspicious) return nothing('filtered', suspicion.reason, 'Nothing: it is filtered.');
  const facts = oktaFactsOf(reading.event);
  const made = oktaCaseOf(facts, suspicion, parameters.severity);
  const concerned = made.subject && { about: made.subject, user: facts.user };
  const key = concerned && (await findOpenAbout(ctx.db, concerned, parameters.categories));
  return {
    outcome: 'accepted',
    reason: null,
    objectKey: reading.event.uuid,
    mapped: made.fields,
    notes: [],
    observables: made.observables,
    effect: key
      ? `Add the event to ${await nameFor(ctx, key)}.`
      : `Open a ${made.fields.severity} case “${made.fields.title}”, one step more severe if the user is a VIP.`,
  };
}

function nothing(outcome: DryRun['outcome'], reason: string, effect: string): DryRun {
  return { outcome, reason, objectKey: null, notes: [], observables: [], effect };
}

/** A case that the actor may not see is not named. */
async function nameFor(ctx: Ctx, key: string): Promise<string> {
  const found = await findCase(ctx.db, { actor: SYSTEM }, key);
  try {
    authorizeCase(ctx.actor, 'case.read', found, key);
    return key;
  } catch {
    return 'the open case of this user';
  }
}
