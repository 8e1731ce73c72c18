import { checkOptions } from '../../options.ts';
import { byStart, type Detection, type Detector, type Finding, NOTHING, type StreamDetector } from '../finding.ts';
import { carriesData, readAddress, withoutEntities, withoutEscapes } from './address.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { type Destination, destinationsAt, startOfHost } from './destinations.ts';
import { LinkContextReader } from './link-context.ts';

export interface OutgoingLinksOptions {
  /** Hosts to which images and links may lead with anything in them: `example.com`, or `*.example.com` for all below it. Default: none. */
  readonly allowHosts?: readonly string[];
}

/**
 * Finds addresses through which text carries data to another host when it is shown: images, and whatever else is fetched
 * without a click, on hosts that are not allowed; links to such hosts whose address has room for data. In Markdown and HTML,
 * written in any way that a renderer understands: entities, backslashes, tabs, without a scheme, in upper case. A finding
 * covers the address alone.
 *
 * Rules: `outgoing-image`, `outgoing-link`.
 *
 * @throws `ERR_OPTION_INVALID` for a host that is none
 */
export function outgoingLinks(options: OutgoingLinksOptions = {}): Detector {
  checkOptions('leakCheck "links"', options, ['allowHosts']);
  const isAllowed = allowedHosts('leakCheck "links"', options.allowHosts ?? []);

  /** A renderer may read it in more than one way: each must be harmless. */
  const judge: Judge = (destination) => {
    if (destination.unread === true) return 'taken';
    let verdict: ReturnType<Judge> = 'harmless';
    for (const reading of destination.written === '' ? [] : readings(destination)) {
      const address = readAddress(reading);
      if (address === undefined || isAllowed(address.host)) continue;
      if (destination.kind === 'image' || destination.cut || carriesData(address)) return 'taken';
      verdict = 'left';
    }
    return verdict;
  };

  return Object.freeze({
    name: NAME,
    scan: (text: string) => new Links(judge).scan(text),
    streaming: Object.freeze({
      context: CONTEXT,
      settled: (text: string) => new Links(judge).settled(text),
      closes,
      begin: () => new Links(judge),
    }),
  });
}

const NAME = 'outgoing-links';
/** Longest beginning of an address, or of what announces one, that has to be held: `https:/`. */
const LEAD = 8;
/** How far before an address lies what announces it: white space, and the bracket that opens the text of a link. */
const CONTEXT = 1100;

/** What stands before an address, or begins one. */
const OPENER =
  /!\[|\]\(|\]:|=|url\(|image-set\(|@import|<(?=[a-z]|\/style)|\\(?=[a-z0-9])|&(?=#|lpar)|https?:\/\/|ftp:\/\/|\/\/|(?<=\.[a-z]{2,24})[/?#]/gi;
const LONGEST_OPENER = 10;
/** Openers that are part of the address. */
const BARE = /^(?:[hf].*|\/\/|[/?#])$/i;

const closes = (_rule: string, _text: string, from: number): number => from;

/** `left`: it leads to a host that is not allowed, and may. */
type Judge = (destination: Destination) => 'harmless' | 'left' | 'taken';

/** Reads one text, which may grow at its end and be forgotten at its beginning: what was read and cannot change is not read again. */
class Links implements StreamDetector {
  readonly name = NAME;
  readonly streaming = { context: CONTEXT, settled: (text: string) => this.settled(text), closes };
  readonly #judge: Judge;
  /** What stands before `#from`, and the findings there. */
  #context = new LinkContextReader();
  #from = 0;
  #known: readonly Finding[] = [];

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  scan(text: string): Detection {
    const { findings } = this.#read(text);
    return findings.length === 0 ? NOTHING : { score: 1, findings: findings.sort(byStart) };
  }

  settled(text: string): number {
    return this.#read(text).settled;
  }

  forget(text: string, units: number): void {
    if (this.#from < units) this.#read(text);
    this.#context.advance(text, units);
    this.#from = Math.max(this.#from, units) - units;
    this.#context = this.#context.copy(this.#from, units);
    this.#known = this.#known
      .filter(({ start }) => start >= units)
      .map((finding) => Object.freeze({ ...finding, start: finding.start - units, end: finding.end - units }));
  }

  #read(text: string): { readonly findings: Finding[]; readonly settled: number } {
    const host = startOfHost(text, text.length);
    let settled = Math.min(Math.max(0, text.length - LEAD), text.startsWith('//', host - 2) ? host - LEAD : host);
    const final = Math.min(settled, text.length - LONGEST_OPENER);
    const context = this.#context.copy(this.#from);
    const findings = [...this.#known];
    let isFinal = true;
    const keep = (from: number): void => {
      this.#from = from;
      this.#context = context.copy(from);
      this.#known = [...findings];
    };
    OPENER.lastIndex = this.#from;
    let read = this.#from;
    for (let match = OPENER.exec(text); match !== null; match = OPENER.exec(text)) {
      const [opener] = match;
      context.advance(text, match.index);
      const isGone = match.index < context.taken && BARE.test(opener);
      const candidates = isGone ? [] : destinationsAt(text, match.index, opener, context);
      for (const { start, open } of candidates) if (open) settled = Math.min(settled, start);
      if (isFinal && (OPENER.lastIndex > final || candidates.some(({ open }) => open))) {
        isFinal = false;
        keep(read);
      }
      read = OPENER.lastIndex;
      context.pass(text, match.index, opener);
      this.#see(candidates, context, findings);
    }
    if (isFinal && final > read) {
      context.advance(text, final);
      keep(final);
    } else if (isFinal) keep(read);
    return { findings, settled: Math.max(0, settled) };
  }

  #see(candidates: readonly Destination[], context: LinkContextReader, findings: Finding[]): void {
    for (const destination of candidates) {
      const verdict = this.#judge(destination);
      if (verdict === 'taken') {
        const { start, end, kind } = destination;
        const rule = kind === 'image' ? 'outgoing-image' : 'outgoing-link';
        context.taken = Math.max(context.taken, end);
        findings.push(Object.freeze({ detector: NAME, rule, start, end, severity: 'high' }));
        return;
      }
      if (verdict === 'left' && destination.kind === 'definition') context.leftDefinition = true;
    }
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
