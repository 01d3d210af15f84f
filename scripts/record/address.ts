/** An address with other ids, names and parameters; what claude.ai calls its paths stays. */
import { type Invention, UUIDS } from './invention.ts';
import { HOSTS } from './vocabulary.ts';

export function otherAddress(address: string, invent: Invention): string {
  const [, scheme = '', host = '', path = '', query = '', hash = ''] =
    /^([a-z]+:)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/i.exec(address) ?? [];
  if (scheme && !/^https?:$/i.test(scheme)) return invent.text(address);
  const known = host === '' || HOSTS.includes(host.toLowerCase()) ? host : invent.text(host);
  const parameters = query
    .slice(1)
    .split('&')
    .map((one) => otherParameter(one, invent));
  return [
    scheme,
    host && `//${known}`,
    path
      .split('/')
      .map((segment) => otherSegment(segment, invent))
      .join('/'),
    query && `?${parameters.join('&')}`,
    hash && `#${invent.text(hash.slice(1))}`,
  ].join('');
}

const otherSegment = (segment: string, invent: Invention): string =>
  // A fresh pattern each time: a global one remembers where it was.
  new RegExp(UUIDS.source, 'i').test(segment) || /%/.test(segment)
    ? invent.text(segment)
    : invent.name(segment);

function otherParameter(parameter: string, invent: Invention): string {
  const at = parameter.indexOf('=');
  if (at < 0) return invent.name(parameter);
  const [name, value] = [parameter.slice(0, at), parameter.slice(at + 1)];
  const isPlain =
    /^(true|false|\d{1,3})$/i.test(value) || /^(tree|rendering_mode|consistency|poll)$/.test(name);
  return `${invent.name(name)}=${isPlain ? invent.name(value) : invent.text(value)}`;
}
