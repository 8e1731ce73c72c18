import type { UrlConstraint } from './constraint.ts';
import { deepest, isCanonicalPath, isUnder } from './path.ts';
import type { Predicate, Rule } from './rule.ts';

const MAX_URL = 8_192;
const MAX_LIST = 64;

/** The port a URL means when it names none. */
export const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['https', 443],
  ['http', 80],
  ['wss', 443],
  ['ws', 80],
]);

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/**
 * The parts of a URL that has one reading only: it is written exactly as the WHATWG parser would write it (a bare host may
 * leave out the last slash), in printable ASCII, without user info, and its host is a DNS name of two labels or more.
 * Names for addresses (`127.1`, `0x7f.1`, `[::1]`), single labels (`localhost`) and trailing dots are refused.
 */
function canonicalUrl(text: string): UrlParts | undefined {
  if (text.length > MAX_URL) return undefined;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x21 || code > 0x7e || code === BACKSLASH) return undefined;
  }
  const url = URL.parse(text);
  if (url === null || (url.href !== text && url.href !== `${text}/`)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const scheme = url.protocol.slice(0, -1);
  const port = DEFAULT_PORTS.get(scheme);
  if (port === undefined || !isDnsName(url.hostname)) return undefined;
  return { scheme, host: url.hostname, port: url.port === '' ? port : Number(url.port), path: url.pathname };
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Lower-case ASCII, two labels or more, the last one starting with a letter: a number there would be an address. */
function isDnsName(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /^[a-z]/.test(labels.at(-1) ?? '')
  );
}

/** `*.example.com` is every host below `example.com`, and not that host. */
const covers = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;

/**
 * A slash at the end is common in URLs and stays below the same prefix. A semicolon is refused: servers that know path
 * parameters drop it with what follows, and read `/api/..;/admin` as `/admin`.
 */
const isUnderAll = (path: string, roots: readonly string[]): boolean => {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return !path.includes(';') && roots.every((root) => isUnder(trimmed, root)) && isCanonicalPath(trimmed);
};

export const url: Rule<UrlConstraint> = {
  members: ['schemes', 'hosts', 'ports', 'pathPrefix'],
  check({ schemes, hosts, ports, pathPrefix }, fail) {
    if (!isList(schemes) || !schemes.every((scheme) => DEFAULT_PORTS.has(scheme))) {
      fail(`"schemes" must be a list of ${[...DEFAULT_PORTS.keys()].map((scheme) => `"${scheme}"`).join(', ')}.`);
    }
    if (!isList(hosts) || !hosts.every((host) => typeof host === 'string' && isDnsName(host.replace(/^\*\./, '')))) {
      fail(
        '"hosts" must be a list of lower-case DNS names of two labels or more, such as "example.com" or "*.example.com".',
      );
    }
    if (!isList(ports) || !ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      fail('"ports" must be a list of whole numbers from 1 to 65535.');
    }
    if (pathPrefix !== undefined && (typeof pathPrefix !== 'string' || !isCanonicalPath(pathPrefix))) {
      fail('"pathPrefix" must be a path such as "/v1/users", without "..", "%" and without a slash at the end.');
    }
  },
  predicate: (constraint) => withinAll([constraint]),
  together: (constraints) => withinAll(constraints),
  narrower: (child, parent) =>
    child.schemes.every((scheme) => parent.schemes.includes(scheme)) &&
    child.ports.every((port) => parent.ports.includes(port)) &&
    child.hosts.every((host) => parent.hosts.some((pattern) => host === pattern || covers(pattern, host))) &&
    (parent.pathPrefix === undefined ||
      (child.pathPrefix !== undefined && isUnder(child.pathPrefix, parent.pathPrefix))),
};

/** Parses once, then asks every constraint. Lists that several constraints share are asked once. */
function withinAll(constraints: readonly UrlConstraint[]): Predicate {
  const schemes = constraints.map((constraint) => new Set(constraint.schemes)).reduce(common);
  const ports = constraints.map((constraint) => new Set(constraint.ports)).reduce(common);
  const hostLists = [...new Map(constraints.map(({ hosts }) => [hosts.join(), hostsOf(hosts)])).values()];
  const roots = deepest(constraints.map(({ pathPrefix }) => pathPrefix).filter((root) => root !== undefined));
  return (value) => {
    if (typeof value !== 'string') return false;
    const parts = canonicalUrl(value);
    return (
      parts !== undefined &&
      schemes.has(parts.scheme) &&
      ports.has(parts.port) &&
      hostLists.every((admits) => admits(parts.host)) &&
      (roots.length === 0 || isUnderAll(parts.path, roots))
    );
  };
}

function hostsOf(patterns: readonly string[]): (host: string) => boolean {
  const names = new Set(patterns.filter((pattern) => !pattern.startsWith('*.')));
  const endings = patterns.filter((pattern) => pattern.startsWith('*.')).map((pattern) => pattern.slice(1));
  return (host) => names.has(host) || endings.some((ending) => host.endsWith(ending) && host.length > ending.length);
}

const common = <T>(left: ReadonlySet<T>, right: ReadonlySet<T>): Set<T> =>
  new Set([...left].filter((value) => right.has(value)));

const isList = (value: unknown): boolean => Array.isArray(value) && value.length >= 1 && value.length <= MAX_LIST;

const BACKSLASH = 0x5c;
