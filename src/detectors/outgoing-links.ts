import { checkOptions } from '../options.ts';
import { type Address, carriesData, readAddress, withoutEntities, withoutEscapes } from './address.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { type Destination, destinationsAt, startOfHost } from './destinations.ts';
import { byStart, type Detection, type Detector, type Finding, NOTHING } from './finding.ts';

export interface OutgoingLinksOptions {
  /** Hosts to which images and links may lead with anything in them: `example.com`, or `*.example.com` for all below it. Default: none. */
  readonly allowHosts?: readonly string[];
}

/**
 * Finds addresses through which text carries data to another host when it is shown: images, and whatever else is fetched without a click, on hosts
 * that are not allowed; links to such hosts whose address has room for data. In Markdown and HTML, written in any way that a
 * renderer understands: entities, backslashes, tabs, without a scheme, in upper case. A finding covers the address alone.
 *
 * Rules: `outgoing-image`, `outgoing-link`.
 *
 * @throws `ERR_OPTION_INVALID` for a host that is none
 */
export function outgoingLinks(options: OutgoingLinksOptions = {}): Detector {
  checkOptions('leakCheck "links"', options, ['allowHosts']);
  const isAllowed = allowedHosts('leakCheck "links"', options.allowHosts ?? []);

  const leaves = (address: Address, { kind, cut }: Destination): boolean => {
    if (isAllowed(address.host)) return false;
    return kind === 'image' || cut || carriesData(address, kind === 'definition');
  };
  /** A renderer may read it in more than one way: each must be harmless. */
  const isOutgoing = (destination: Destination): boolean =>
    readings(destination).some((reading) => {
      const address = readAddress(reading);
      return address !== undefined && leaves(address, destination);
    });

  const scan = (text: string): Detection => {
    const findings: Finding[] = [];
    eachAddress(text, (candidates) => {
      const found = candidates.find((destination) => destination.written !== '' && isOutgoing(destination));
      if (found === undefined) return;
      const { start, end, kind } = found;
      const rule = kind === 'image' ? 'outgoing-image' : 'outgoing-link';
      findings.push(Object.freeze({ detector: 'outgoing-links', rule, start, end, severity: 'high' }));
    });
    return findings.length === 0 ? NOTHING : { score: 1, findings: findings.sort(byStart) };
  };
  const settled = (text: string): number => {
    let first = Math.min(Math.max(0, text.length - LEAD), startOfHost(text, text.length));
    eachAddress(text, (candidates) => {
      for (const { start, open } of candidates) if (open) first = Math.min(first, start);
    });
    return first;
  };
  return Object.freeze({
    name: 'outgoing-links',
    scan,
    streaming: Object.freeze({
      context: CONTEXT,
      settled,
      closes: (_rule: string, _text: string, from: number) => from,
    }),
  });
}

/** Longest beginning of an address, or of what announces one, that has to be held: `https:/`. */
const LEAD = 8;
/** How far before an address the way it is read can depend on. */
const CONTEXT = 1100;

/** What stands before an address, or begins one. */
const OPENER =
  /!\[|\]\(|\]:|=|url\(|image-set\(|@import|<(?=[a-z])|https?:\/\/|ftp:\/\/|\/\/|(?<=\.[a-z]{2,24})[/?#]/gi;

function eachAddress(text: string, see: (candidates: readonly Destination[]) => void): void {
  OPENER.lastIndex = 0;
  const before = { tag: -1, image: -1 };
  for (let match = OPENER.exec(text); match !== null; match = OPENER.exec(text)) {
    if (match[0] === '<') before.tag = match.index;
    else if (match[0] === '![') before.image = match.index;
    const candidates = destinationsAt(text, match.index, match[0], before);
    if (candidates.length > 0) see(candidates);
  }
}

function readings({ written, list }: Destination): readonly string[] {
  const read = withoutEntities(written);
  const unescaped = withoutEscapes(read);
  const other = withoutEntities(withoutEscapes(written)); // in the other order
  const all = unescaped === written ? [written] : [...new Set([written, read, unescaped, other])];
  return list === true ? all.flatMap((reading) => reading.match(ADDRESSES) ?? []) : all;
}

const ADDRESSES = /(?:(?:https?|ftps?|wss?|file):|[\\/]\s{0,8}[\\/])\S*/gi;
