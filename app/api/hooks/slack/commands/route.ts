import { readCommand } from '#lib/domain/slack/interaction.ts';
import { receiveSlack, unreadable } from '#lib/http/slack-hook.ts';
import { answerCommand } from '#lib/integrations/access/slack-answers.ts';

export const POST = (request: Request) =>
  receiveSlack(request, async (hook, form) => {
    const command = readCommand(form);
    if (command.kind === 'unreadable') throw unreadable(command.problem);
    return command.kind === 'ssl_check' ? null : answerCommand(hook, command);
  });
