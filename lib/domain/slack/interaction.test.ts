import { describe, expect, it } from 'vitest';
import { readCommand, readInteraction } from './interaction.ts';

const who = {
  team: { id: 'T1', domain: 'shop' },
  user: { id: 'U1', username: 'ann', team_id: 'T1' },
  trigger_id: '1.2.x',
};
const asked = { userId: 'U1', teamId: 'T1', triggerId: '1.2.x' };
const pressed = { ...asked, stranger: false };
const view = { id: 'V1', hash: 'h1', callback_id: 'reason', private_metadata: 'r1', blocks: [] };
const viewRef = { id: 'V1', hash: 'h1', callbackId: 'reason', privateMetadata: 'r1' };
const button = { type: 'button', block_id: 'b', action_id: 'approve', value: 'r1', action_ts: '5.6' };
const read = (payload: unknown) => readInteraction(new URLSearchParams({ payload: JSON.stringify(payload) }));

describe('an interaction', () => {
  it('is a press in a message', () => {
    const container = { type: 'message', message_ts: '3.4', channel_id: 'C1' };
    const payload = {
      type: 'block_actions',
      ...who,
      container,
      response_url: 'https://x.example/1',
      actions: [button],
    };
    expect(read(payload)).toEqual({
      kind: 'block_actions',
      ...pressed,
      actions: [{ actionId: 'approve', blockId: 'b', type: 'button', value: 'r1', actionTs: '5.6' }],
      message: { channelId: 'C1', ts: '3.4' },
      view: null,
      responseUrl: 'https://x.example/1',
    });
  });

  it('is a choice in a modal', () => {
    const choice = { ...button, type: 'static_select', value: undefined, selected_option: { value: '12' } };
    expect(read({ type: 'block_actions', ...who, container: { type: 'view' }, view, actions: [choice] })).toMatchObject(
      {
        actions: [{ value: '12' }],
        message: null,
        view: viewRef,
        responseUrl: null,
      },
    );
  });

  it('is a modal that was sent', () => {
    const values = {
      reason: { value: { type: 'plain_text_input', value: 'Printer' } },
      mac: { value: { type: 'static_select', selected_option: { value: '12', text: {} } } },
      note: { value: { type: 'plain_text_input', value: null } },
    };
    expect(read({ type: 'view_submission', ...who, view: { ...view, state: { values } } })).toEqual({
      kind: 'view_submission',
      ...pressed,
      view: viewRef,
      values: { reason: { value: 'Printer' }, mac: { value: '12' }, note: { value: null } },
    });
  });

  it('is a modal that was closed, of a whole organisation’s installation', () => {
    const payload = {
      type: 'view_closed',
      ...who,
      team: null,
      user: { id: 'U1' },
      trigger_id: undefined,
      view,
      is_cleared: true,
    };
    const nobody = { userId: 'U1', teamId: null, stranger: false, triggerId: null };
    expect(read(payload)).toEqual({ kind: 'view_closed', ...nobody, view: viewRef, cleared: true });
  });

  it.each(['shortcut', 'message_action'])('is a shortcut (%s)', (type) => {
    expect(read({ type, ...who, callback_id: 'mac_admin' })).toEqual({
      kind: 'shortcut',
      ...pressed,
      callbackId: 'mac_admin',
    });
  });

  it.each([
    ['of a connected workspace', { user: { id: 'U1', team_id: 'T2' } }, true],
    ['of another one of the organisation', { user: { id: 'U1', team_id: 'T2' }, enterprise: { id: 'E1' } }, false],
    ['of whom Slack says nothing', { user: { id: 'U1' } }, false],
  ])('is a stranger’s where it is %s', (_name, more, stranger) => {
    expect(read({ type: 'shortcut', ...who, ...more, callback_id: 'a' })).toMatchObject({ stranger });
  });

  it('of another kind is unknown, whatever is in it', () => {
    expect(read({ type: 'workflow_step_edit' })).toEqual({ kind: 'unknown', type: 'workflow_step_edit' });
  });

  it.each<[name: string, form: Record<string, string>]>([
    ['no payload', {}],
    ['no JSON', { payload: '{' }],
    ['no type', { payload: '{}' }],
    ['no object', { payload: '[]' }],
    ['a press of nothing', { payload: JSON.stringify({ type: 'block_actions', ...who, actions: [] }) }],
    ['nobody', { payload: JSON.stringify({ type: 'shortcut', callback_id: 'a' }) }],
    ['a submission without its values', { payload: JSON.stringify({ type: 'view_submission', ...who, view }) }],
  ])('with %s is unreadable', (_name, form) => {
    expect(readInteraction(new URLSearchParams(form))).toMatchObject({
      kind: 'unreadable',
      problem: expect.any(String),
    });
  });
});

describe('a command', () => {
  const form = {
    command: '/mac-admin',
    text: ' @ann ',
    user_id: 'U1',
    user_name: 'ann',
    team_id: 'T1',
    channel_id: 'D1',
  };

  it('is read', () => {
    const more = { trigger_id: '1.2.x', response_url: 'https://x.example/1' };
    expect(readCommand(new URLSearchParams({ ...form, ...more }))).toEqual({
      ...{ kind: 'command', command: '/mac-admin', text: '@ann', ...asked },
      ...{ userName: 'ann', channelId: 'D1', responseUrl: 'https://x.example/1' },
    });
  });

  it('is only a look whether we answer', () => {
    expect(readCommand(new URLSearchParams({ ssl_check: '1' }))).toEqual({ kind: 'ssl_check' });
  });

  it.each(['command', 'user_id'] as const)('without %s is unreadable', (name) => {
    const { [name]: _, ...rest } = form;
    expect(readCommand(new URLSearchParams(rest))).toMatchObject({
      kind: 'unreadable',
      problem: expect.stringContaining(name),
    });
  });
});
