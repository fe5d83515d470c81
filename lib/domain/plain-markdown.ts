/** Text from outside on one line, as Markdown that shows it and nothing else. */
export const plainMarkdown = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#|~!]/g, '\\$&');
