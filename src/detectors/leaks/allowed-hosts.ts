import { optionError } from '../../options.ts';

const HOST = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){0,10}[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Whether a host is one of a list: `example.com` is that host, `*.example.com` every host below it.
 *
 * @throws `ERR_OPTION_INVALID` for anything else: a URL, a port, a star elsewhere, `*.com`
 */
export function allowedHosts(where: string, given: unknown): (host: string) => boolean {
  if (!Array.isArray(given)) throw optionError(where, '"allowHosts" must be an array, such as ["*.example.com"].');
  const exact = new Set<string>();
  const above: string[] = [];
  for (const entry of given as readonly unknown[]) {
    const host = typeof entry === 'string' ? entry.toLowerCase() : '';
    const isWide = host.startsWith('*.') && !host.slice(2).includes('.');
    if (!HOST.test(host) || isWide) {
      throw optionError(
        where,
        '"allowHosts" must hold hosts without scheme, port and path, such as "example.com" or "*.example.com".',
      );
    }
    if (host.startsWith('*.')) above.push(host.slice(1));
    else exact.add(host);
  }
  return (host) => exact.has(host) || above.some((end) => host.endsWith(end));
}
