/** One event of a server-sent stream (WHATWG HTML, 9.2). */
export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

/**
 * Reads a stream of server-sent events piece by piece: give it each chunk of text, get the events that it completed. Comments are dropped;
 * an id stays until the next one, as the standard has it.
 */
export function sseReader(): (chunk: string) => ServerEvent[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  let id = '';
  return (chunk) => {
    const found: ServerEvent[] = [];
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) found.push({ event: event || 'message', data: data.join('\n'), id });
        event = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') event = value;
      else if (field === 'data') data.push(value);
      else if (field === 'id') id = value;
    }
    return found;
  };
}
