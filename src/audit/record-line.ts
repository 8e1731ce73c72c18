import { madeOnce, sameList } from './key-lists.ts';
import type { AuditCapability, AuditInput, AuditRecord } from './record.ts';

/**
 * The one JSON form of a record, without line end: byte for byte what `JSON.stringify(record)` gives, in half its time, as
 * the names and their order are known, and most of what they hold comes again and again. Hashes and signatures are made over
 * these bytes.
 */
export function recordLine(record: AuditRecord): string {
  const { call_id, run_id, parent_call_id, latency_ms, still_running, actor, capability, input } = record;
  const call = quoted(call_id);
  return (
    `{"v":${record.v},"id":${quoted(record.id)},"time":${quotedTime(record.time)},"seq":${record.seq},"type":"${record.type}","call_id":${call},"run_id":${run_id === call_id ? call : quoted(run_id)}` +
    (parent_call_id === undefined ? '' : `,"parent_call_id":${quoted(parent_call_id)}`) +
    answerJson(record) +
    (latency_ms === undefined ? '' : `,"latency_ms":${numeral(latency_ms)}`) +
    (still_running === undefined ? '' : `,"still_running":${still_running}`) +
    (record.chunks === undefined ? '' : `,"chunks":${record.chunks}`) +
    (actor === undefined ? '' : `,"actor":${JSON.stringify(actor)}`) +
    (capability === undefined ? '' : `,"capability":${capabilityJson(capability)}`) +
    (input === undefined ? '' : `,"input":${inputJson(input)}`) +
    (record.details === undefined ? '' : `,"details":${JSON.stringify(record.details)}`) +
    originJson(record)
  );
}

/** What JSON writes otherwise than it is. */
const ESCAPED = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

const numeral = (value: number): string => (Number.isFinite(value) ? String(value) : 'null');

/** Keeps the last text that was made: many records come one after the other with the same. */
function remembered<T>(make: (from: T) => string): (from: T) => string {
  let last: T | undefined;
  let text = '';
  return (from) => {
    if (from !== last) {
      text = make(from);
      last = from;
    }
    return text;
  };
}

const quotedTime = remembered<string>(quoted);

/** The fields of an answer that few values are possible for, and the JSON from `target` to `severity`. */
interface PlainAnswer extends Pick<AuditRecord, 'side_effects' | 'decision' | 'outcome' | 'severity'> {
  readonly json: string;
}
const plainAnswers = new Map<string, PlainAnswer>();
const MOST_ANSWERS = 1024;

/** What was called and how it went: the fields from `target` to `error`. Most records of a target say the same here. */
function answerJson(record: AuditRecord): string {
  const { event, reason_code, guard, error } = record;
  if ((event ?? reason_code ?? guard ?? error) !== undefined) return toldJson(record);
  const { target, side_effects, decision, outcome, severity } = record;
  const known = plainAnswers.get(target);
  if (
    known?.side_effects === side_effects &&
    known.decision === decision &&
    known.outcome === outcome &&
    known.severity === severity
  )
    return known.json;
  const json = toldJson(record);
  if (plainAnswers.size >= MOST_ANSWERS) plainAnswers.clear();
  plainAnswers.set(target, { side_effects, decision, outcome, severity, json });
  return json;
}

const toldJson = ({
  target,
  side_effects,
  decision,
  outcome,
  event,
  reason_code,
  severity,
  guard,
  error,
}: AuditRecord): string =>
  `,"target":${quoted(target)},"side_effects":${side_effects}` +
  (decision === undefined ? '' : `,"decision":"${decision}"`) +
  (outcome === undefined ? '' : `,"outcome":"${outcome}"`) +
  (event === undefined ? '' : `,"event":${quoted(event)}`) +
  (reason_code === undefined ? '' : `,"reason_code":${quoted(reason_code)}`) +
  `,"severity":"${severity}"` +
  (guard === undefined ? '' : `,"guard":${quoted(guard)}`) +
  (error === undefined ? '' : `,"error":${quoted(error)}`);

/** A run makes many calls with one capability, whose description is made once and frozen. */
const capabilities = new WeakMap<AuditCapability, string>();

function capabilityJson(capability: AuditCapability): string {
  const known = capabilities.get(capability);
  if (known !== undefined) return known;
  const json = JSON.stringify(capability);
  if (Object.isFrozen(capability)) capabilities.set(capability, json);
  return json;
}

const namesJson = madeOnce((names) => JSON.stringify(names));

function inputJson({ argument_names, sha256, bytes, omitted, redacted }: AuditInput): string {
  return (
    `{"argument_names":${namesJson(sameList(argument_names))}` +
    (sha256 === undefined ? '' : `,"sha256":${quoted(sha256)}`) +
    (bytes === undefined ? '' : `,"bytes":${bytes}`) +
    (omitted === undefined ? '' : `,"omitted":"${omitted}"`) +
    (redacted === undefined ? '' : `,"redacted":${JSON.stringify(redacted)}`) +
    '}'
  );
}

const machineJson = remembered<string>(quoted);
const versionJson = remembered<string>(quoted);

/** Where the record was made, and its end. */
const originJson = ({ host, pid, lib_version }: AuditRecord): string =>
  `,"host":${machineJson(host)},"pid":${pid},"lib_version":${versionJson(lib_version)}}`;
