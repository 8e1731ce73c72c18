import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/create-audit.ts';
import { type PinoSinkOptions, pinoSink } from '../../src/audit/pino-sink.ts';
import type { AuditRecord } from '../../src/audit/record.ts';
import { decision, fakeCall, observation, outcome } from './fake-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'crewguard-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly level: number;
  readonly time: number;
  readonly audit: AuditRecord;
}
const parsed = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

function collected() {
  const written: string[] = [];
  return {
    text: () => written.join(''),
    lines: () => parsed(written.join('')),
    write: (line: string) => {
      written.push(line);
    },
  };
}

const call = fakeCall();

describe('a line', () => {
  it('holds the record under one key, and nothing else of its own but level and time', () => {
    const destination = collected();
    void createAudit({ sink: pinoSink({ destination }) })(decision(), call);
    const [line] = destination.lines();
    expect(Object.keys(line ?? {})).toEqual(['level', 'time', 'audit']);
    expect(line?.audit).toMatchObject({ v: 1, seq: 1, target: 'tool:mail.send' });
  });

  it('has the level of its severity', () => {
    const destination = collected();
    const audit = createAudit({ sink: pinoSink({ destination }) });
    void audit(decision(), call);
    void audit(decision({ decision: 'deny', code: 'ERR_FORBIDDEN' }), call);
    void audit(outcome({ outcome: 'error', error: new Error('x') }), call);
    expect(destination.lines().map(({ level }) => level)).toEqual([30, 40, 50]);
  });

  it('has the time at which it was written, and its own level, in a file', () => {
    const path = join(folder, 'times.jsonl');
    const sink = pinoSink({ destination: path });
    const audit = createAudit({ sink });
    const before = Date.now();
    void audit(decision(), call);
    void audit(decision({ decision: 'deny', code: 'ERR_FORBIDDEN' }), call);
    void audit(decision(), call);
    while (Date.now() < before + 3); // so that the next line is of another millisecond
    const later = Date.now();
    void audit(decision(), call);
    sink.close();
    const lines = parsed(readFileSync(path, 'utf8'));
    expect(lines.map(({ level }) => level)).toEqual([30, 40, 30, 30]);
    expect(lines.map(({ audit: { seq } }) => seq)).toEqual([1, 2, 3, 4]);
    for (const { time } of lines.slice(0, 3)) expect(time).toBeGreaterThanOrEqual(before);
    expect(lines[3]?.time).toBeGreaterThanOrEqual(later);
  });

  it('cannot be spoofed by what callers name their keys', () => {
    const destination = collected();
    const audit = createAudit({ sink: pinoSink({ destination }), includeInput: 'redacted' });
    const spoof = {
      level: 10,
      time: 0,
      msg: 'all is well',
      audit: { seq: 99 },
      pid: 1,
      hostname: 'other',
      '","level":"': 1,
    };
    void audit(observation({ details: spoof }), call);
    void audit(
      decision({ error: Object.assign(new Error('","level":10,"msg":"x'), spoof) }),
      fakeCall({ input: spoof, ctx: spoof }),
    );
    for (const line of destination.text().trimEnd().split('\n')) {
      expect(Object.keys(JSON.parse(line) as object)).toEqual(['level', 'time', 'audit']);
      // Reading with the last of two equal keys, or the first, makes no difference: there are no two.
      const top = line.slice(0, line.indexOf(',"audit":{'));
      expect(top).toMatch(/^\{"level":\d+,"time":\d{13}$/);
      expect(line.endsWith('}}')).toBe(true);
    }
  });
});

describe('destinations', () => {
  it('may be a path: lines are there as soon as the call goes on', () => {
    const path = join(folder, 'path.log');
    const sink = pinoSink({ destination: path });
    const audit = createAudit({ sink });
    void audit(decision(), call);
    expect(parsed(readFileSync(path, 'utf8'))).toHaveLength(1);
    void audit(outcome(), call);
    expect(parsed(readFileSync(path, 'utf8'))).toHaveLength(2);
    sink.flush();
    sink.close();
    expect(() => audit(decision(), call)).toThrow(expect.objectContaining({ code: 'ERR_AUDIT' }));
  });

  it('may be a descriptor, which stays open', async () => {
    const path = join(folder, 'descriptor.log');
    const { openSync, closeSync, writeSync } = await import('node:fs');
    const descriptor = openSync(path, 'a');
    const sink = pinoSink({ destination: descriptor });
    void createAudit({ sink })(decision(), call);
    sink.close();
    writeSync(descriptor, '{"still":"open"}\n');
    closeSync(descriptor);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  });

  it('fail the record when the disk is full, and do not keep it for later', () => {
    const audit = createAudit({ sink: pinoSink({ destination: '/dev/full' }) });
    for (let round = 0; round < 3; round++) {
      expect(() => audit(decision(), call)).toThrow(
        expect.objectContaining({ code: 'ERR_AUDIT', cause: expect.objectContaining({ code: 'ENOSPC' }) }),
      );
    }
    expect(audit(decision(), fakeCall({ sideEffects: false }))).toBeUndefined();
    expect(audit.failed).toBe(4);
  });

  it('fail the next record when a stream says so by an event, once', () => {
    const stream = Object.assign(new EventEmitter(), { write: () => {} });
    const sink = pinoSink({ destination: stream });
    const audit = createAudit({ sink });
    void audit(decision(), call);
    stream.emit('error', new Error('gone'));
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: 'gone' }) }),
    );
    expect(audit(decision(), call)).toBeUndefined();
    stream.emit('error', undefined);
    expect(() => sink.flush()).toThrow('The destination failed.');
    sink.close();
  });

  it('fail the record when a stream throws', () => {
    const audit = createAudit({
      sink: pinoSink({
        destination: {
          write: () => {
            throw new Error('gone');
          },
        },
      }),
    });
    expect(() => audit(decision(), call)).toThrow(expect.objectContaining({ code: 'ERR_AUDIT' }));
  });
});

describe('a logger of the user', () => {
  it('writes the lines, with its own bindings', () => {
    const destination = collected();
    const logger = pino({ base: { service: 'crew' } }, destination).child({ module: 'guard' });
    const audit = createAudit({ sink: pinoSink({ logger }) });
    void audit(decision(), call);
    expect(destination.lines()[0]).toMatchObject({ level: 30, service: 'crew', module: 'guard', audit: { seq: 1 } });
  });

  it('fails the record when its synchronous destination fails', () => {
    const logger = pino(pino.destination({ dest: '/dev/full', sync: true }));
    const audit = createAudit({ sink: pinoSink({ logger }) });
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: 'ENOSPC' }) }),
    );
  });

  it('is refused when it would drop records, also later', () => {
    const logger = pino({ level: 'info' }, collected());
    const audit = createAudit({ sink: pinoSink({ logger }) });
    logger.level = 'error';
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: expect.stringContaining('"error"') }) }),
    );
    expect(audit(outcome({ outcome: 'error' }), call)).toBeUndefined();
    expect(() => pinoSink({ logger })).toThrow(/"logger" drops records, its level is "error"/);
  });

  it('is refused when it has a binding of the same name', () => {
    const logger = pino(collected()).child({ audit: 'mine' });
    expect(() => pinoSink({ logger })).toThrow(/binding "audit"/);
  });
});

describe('options', () => {
  it.each<[unknown, RegExp]>([
    [null, /options must be an object/],
    [{ path: 'x' }, /unknown option "path"/],
    [{ destination: -1 }, /"destination" must be a whole number.*Or give a path, or a stream/],
    [{ destination: true }, /"destination" must be/],
    [{ destination: {} }, /"destination" must have write\(line\)/],
    [{ destination: null }, /"destination"/],
    [{ destination: join(folder, 'no', 'such', 'file.log') }, /cannot be opened for appending \(ENOENT\)/],
    [{ logger: console }, /"logger" must be a pino logger/],
    [{ logger: null }, /"logger" must be a pino logger/],
    [{ logger: pino(collected()), destination: 1 }, /not both/],
  ])('case %# is refused', (options, message) => {
    expect(() => pinoSink(options as PinoSinkOptions)).toThrow(message);
    expect(() => pinoSink(options as PinoSinkOptions)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  });
});
