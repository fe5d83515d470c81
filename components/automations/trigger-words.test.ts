import { expect, it } from 'vitest';
import { EVENT_NAMES } from '#lib/domain/events.ts';
import { triggerWords } from './trigger-words.ts';

it('has words for every event that exists', () => {
  for (const event of EVENT_NAMES) expect(triggerWords({ event }), event).not.toContain(event);
});

it('names the button of a quick action', () => {
  expect(triggerWords({ event: 'case/quick_action.pressed', action: 'advance-runbook' })).toBe(
    'When the button “Advance phase” is pressed on a case',
  );
});

it('names an event that it does not know', () => {
  expect(triggerWords({ event: 'acme/alert.received' })).toBe('When acme/alert.received happens');
});
