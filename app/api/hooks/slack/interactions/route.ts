import { readInteraction } from '#lib/domain/slack/interaction.ts';
import { receiveSlack, unreadable } from '#lib/http/slack-hook.ts';
import { answerInteraction } from '#lib/integrations/access/slack-answers.ts';

export const POST = (request: Request) =>
  receiveSlack(request, async (hook, form) => {
    const interaction = readInteraction(form);
    if (interaction.kind === 'unreadable') throw unreadable(interaction.problem);
    return answerInteraction(hook, interaction);
  });
