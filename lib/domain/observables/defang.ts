import type { ObservableType } from './types.ts';

/** The form in which an observable is shown and sent in mails: nothing in it can be clicked or resolved. */
export function defang(type: ObservableType, value: string): string {
  switch (type) {
    case 'ipv4':
    case 'domain':
    case 'hostname':
      return value.replaceAll('.', '[.]');
    case 'ipv6':
      return value.replaceAll(':', '[:]').replaceAll('.', '[.]');
    case 'email':
      return value.replace('@', '[@]').replaceAll('.', '[.]');
    case 'url':
      return defangUrl(value);
    default:
      return value;
  }
}

/** Scheme and authority are made harmless; the path is left readable. */
function defangUrl(url: string): string {
  const match = /^([a-z]+):\/\/([^/?#]*)(.*)$/is.exec(url);
  if (!match) return url.replaceAll('.', '[.]');
  const [, scheme = '', authority = '', rest = ''] = match;
  const literal = /^(.*)\[([^\]]*)\](.*)$/s.exec(authority);
  // The brackets of an IPv6 host already are what defanging would add.
  const host = literal ? authority : authority.replaceAll('.', '[.]').replaceAll('@', '[@]');
  return `${scheme.replace(/^ht/, 'hx').replace(/^hxtp/, 'hxxp').replace(/^ft/, 'fx')}://${host}${rest}`;
}
