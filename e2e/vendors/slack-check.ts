type Json = Record<string, unknown>;

/** What Slack would say is wrong with these blocks: `invalid_blocks` with these messages. Empty: nothing. */
export function problemsOfBlocks(blocks: unknown, where: 'message' | 'view'): string[] {
  if (!Array.isArray(blocks)) return ['must be an array [json-pointer:/blocks]'];
  const problems: string[] = [];
  const max = where === 'message' ? 50 : 100;
  if (blocks.length > max) problems.push(`no more than ${max} items allowed [json-pointer:/blocks]`);
  const ids = blocks.map((block) => (block as Json)?.block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) problems.push('block_id must be unique [json-pointer:/blocks]');
  for (const [at, block] of blocks.entries()) checkBlock(block, `/blocks/${at}`, where, problems);
  return problems;
}

/** What is wrong with a modal; empty: nothing. */
export function problemsOfView(view: unknown): string[] {
  const { type, title, submit, close, callback_id, private_metadata, blocks } = (view ?? {}) as Json;
  const problems: string[] = [];
  if (type !== 'modal') problems.push('unsupported type [json-pointer:/view/type]');
  plain(title, 24, '/view/title', problems);
  if (submit !== undefined) plain(submit, 24, '/view/submit', problems);
  if (close !== undefined) plain(close, 24, '/view/close', problems);
  length(callback_id ?? '', 0, 255, '/view/callback_id', problems);
  length(private_metadata ?? '', 0, 3000, '/view/private_metadata', problems);
  problems.push(...problemsOfBlocks(blocks, 'view'));
  const asks = Array.isArray(blocks) && blocks.some((block) => (block as Json)?.type === 'input');
  if (asks && submit === undefined) problems.push('missing required field: submit [json-pointer:/view]');
  return problems;
}

function checkBlock(block: unknown, path: string, where: 'message' | 'view', problems: string[]): void {
  const { type, text, fields, elements, element, label, block_id } = (block ?? {}) as Json;
  if (block_id !== undefined) length(block_id, 1, 255, `${path}/block_id`, problems);
  switch (type) {
    case 'section':
      if (text === undefined && fields === undefined)
        problems.push(`missing required field: text [json-pointer:${path}]`);
      if (text !== undefined) anyText(text, 3000, `${path}/text`, problems);
      list(fields ?? [null], 1, 10, `${path}/fields`, problems, (one, at) => {
        if (fields !== undefined) anyText(one, 2000, at, problems);
      });
      return;
    case 'header':
      plain(text, 150, `${path}/text`, problems);
      return;
    case 'divider':
      return;
    case 'context':
      list(elements, 1, 10, `${path}/elements`, problems, (one, at) => anyText(one, 3000, at, problems));
      return;
    case 'actions':
      list(elements, 1, 25, `${path}/elements`, problems, (one, at) => checkElement(one, at, problems));
      return;
    case 'input':
      // Messages take inputs as well, at Slack's; nothing here sends one there.
      if (where === 'message') problems.push(`unsupported type: input [json-pointer:${path}/type]`);
      plain(label, 2000, `${path}/label`, problems);
      checkElement(element, `${path}/element`, problems);
      return;
    default:
      problems.push(`unsupported type: ${String(type)} [json-pointer:${path}/type]`);
  }
}

function checkElement(element: unknown, path: string, problems: string[]): void {
  const { type, action_id, text, value, options, placeholder, min_length, max_length, style } = (element ?? {}) as Json;
  length(action_id, 1, 255, `${path}/action_id`, problems);
  if (type === 'button') {
    plain(text, 75, `${path}/text`, problems);
    length(value ?? '', 0, 2000, `${path}/value`, problems);
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      problems.push(`invalid style [json-pointer:${path}/style]`);
    return;
  }
  if (type === 'static_select') {
    if (placeholder !== undefined) plain(placeholder, 150, `${path}/placeholder`, problems);
    list(options, 1, 100, `${path}/options`, problems, (one, at) => {
      const option = (one ?? {}) as Json;
      plain(option.text, 75, `${at}/text`, problems);
      length(option.value, 1, 150, `${at}/value`, problems);
    });
    return;
  }
  if (type === 'plain_text_input') {
    if (Number(max_length ?? 1) < 1 || Number(max_length ?? 1) > 3000 || Number(min_length ?? 0) > 3000)
      problems.push(`length out of range [json-pointer:${path}/max_length]`);
    return;
  }
  problems.push(`unsupported element: ${String(type)} [json-pointer:${path}/type]`);
}

function list(
  value: unknown,
  min: number,
  max: number,
  path: string,
  problems: string[],
  each: (one: unknown, at: string) => void,
): void {
  if (!Array.isArray(value)) {
    problems.push(`must be an array [json-pointer:${path}]`);
    return;
  }
  if (value.length < min) problems.push(`no fewer than ${min} items allowed [json-pointer:${path}]`);
  if (value.length > max) problems.push(`no more than ${max} items allowed [json-pointer:${path}]`);
  for (const [at, one] of value.entries()) each(one, `${path}/${at}`);
}

function plain(value: unknown, max: number, path: string, problems: string[]): void {
  if ((value as Json | undefined)?.type !== 'plain_text')
    problems.push(`must be plain_text [json-pointer:${path}/type]`);
  length((value as Json | undefined)?.text, 1, max, `${path}/text`, problems);
}

function anyText(value: unknown, max: number, path: string, problems: string[]): void {
  const { type, text } = (value ?? {}) as Json;
  if (type !== 'plain_text' && type !== 'mrkdwn') problems.push(`unsupported type [json-pointer:${path}/type]`);
  length(text, 1, max, `${path}/text`, problems);
}

function length(value: unknown, min: number, max: number, path: string, problems: string[]): void {
  if (typeof value !== 'string') {
    problems.push(`must be a string [json-pointer:${path}]`);
    return;
  }
  if (value.length < min) problems.push(`must be more than ${min - 1} characters [json-pointer:${path}]`);
  if (value.length > max) problems.push(`must be less than ${max + 1} characters [json-pointer:${path}]`);
}
