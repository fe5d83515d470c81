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

/** A text in which no address can be clicked: those with a scheme, those that begin with `www.`, and mail addresses. */
export const defangText = (text: string): string =>
  text
    .replaceAll(/\b(?:https?|ftps?):\/\/[^\s"'<>`)\]}]+/gi, defangUrl)
    .replaceAll(/\bwww\.[^\s"'<>`)\]}]+/gi, (host) => host.replaceAll('.', '[.]'))
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g, (mail) => defang('email', mail));

/** Scheme and authority are made harmless; the path is left readable. */
function defangUrl(url: string): string {
  const match = /^([a-z]+):\/\/([^/?#]*)(.*)$/is.exec(url);
  if (!match) return url.replaceAll('.', '[.]');
  const [, scheme = '', authority = '', rest = ''] = match;
  const literal = /^(.*)\[([^\]]*)\](.*)$/s.exec(authority);
  // The brackets of an IPv6 host already are what defanging would add.
  const host = literal ? authority : authority.replaceAll('.', '[.]').replaceAll('@', '[@]');
  return `${scheme.toLowerCase().replace(/^htt/, 'hxx').replace(/^ft/, 'fx')}://${host}${rest}`;
}
