export { SLACK_DEFAULTS, type SlackConnection, slackErrorOf } from './slack/call.ts';
export {
  authTest,
  findMessage,
  isSharedChannel,
  openConversation,
  postMessage,
  respond,
  type SlackMessage,
  type SlackMessageRef,
  updateMessage,
} from './slack/messages.ts';
export { getUser, listUsers, lookupByEmail, type SlackUserPage } from './slack/users.ts';
export { openView, pushView, type SlackView, updateView } from './slack/views.ts';
