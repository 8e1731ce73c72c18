import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLines } from '../../src/audit/line-file.ts';

const system = vi.hoisted(() => ({
  /** What the next writes do: a number of bytes that are taken, or an error code. The default takes all. */
  steps: [] as (number | string)[],
  text: '',
  writes: 0,
  fsyncFails: '',
}));

vi.mock('node:fs', () => ({
  openSync: () => 7,
  closeSync: () => {},
  fsyncSync: () => {
    if (system.fsyncFails !== '') throw Object.assign(new Error('fsync'), { code: system.fsyncFails });
  },
  writeSync: (_descriptor: number, bytes: Buffer, from: number, length: number) => {
    system.writes++;
    const step = system.steps.shift() ?? length;
    if (typeof step === 'string') throw Object.assign(new Error(step), { code: step });
    system.text += bytes.subarray(from, from + step).toString();
    return step;
  },
}));

beforeEach(() => Object.assign(system, { steps: [], text: '', writes: 0, fsyncFails: '' }));
const file = () => openLines('test', 'a.jsonl');

describe('a write that the system takes in parts', () => {
  it('is finished', () => {
    system.steps = [1, 3, 'EAGAIN', 2];
    file().write('{"a":1}\n');
    expect(system.text).toBe('{"a":1}\n');
    expect(system.writes).toBe(5);
  });

  it('is given up when a full pipe takes nothing for 100 ms', () => {
    system.steps = Array(50).fill('EAGAIN');
    expect(() => file().write('{"a":1}\n')).toThrow('The reader of the pipe takes nothing.');
    expect(system.writes).toBe(21);
  });
});

describe('a line of any length', () => {
  it.each([
    ['that fits into what is kept', 'x'.repeat(2000)],
    ['of three bytes a unit, at the edge', '\u20ac'.repeat(2730)],
    ['beyond it', '\u{1f600}'.repeat(5000)],
  ])('%s is written whole', (_, text) => {
    const lines = file();
    lines.write(`${text}\n`);
    lines.write('{"b":2}\n');
    expect(system.text).toBe(`${text}\n{"b":2}\n`);
  });
});

describe('a line that was cut short', () => {
  it('does not swallow the next one', () => {
    const lines = file();
    system.steps = [4, 'ENOSPC'];
    expect(() => lines.write('{"a":1}\n')).toThrow('ENOSPC');
    lines.write('{"b":2}\n');
    lines.write('{"c":3}\n');
    expect(system.text).toBe('{"a"\n{"b":2}\n{"c":3}\n');
  });

  it('is ended once, however often the disk is full', () => {
    const lines = file();
    system.steps = [4, 'ENOSPC', 'ENOSPC', 1, 'ENOSPC', 'ENOSPC', 3, 'ENOSPC'];
    for (let round = 0; round < 5; round++) {
      expect(() => lines.write('{"a":1}\n')).toThrow('ENOSPC');
    }
    lines.write('{"b":2}\n');
    // cut short, nothing, its end alone, nothing, cut short, the next line
    expect(system.text).toBe('{"a"\n{"a\n{"b":2}\n');
  });
});

describe('flush', () => {
  it('says when storing fails, and is silent where there is nothing to store', () => {
    system.fsyncFails = 'EIO';
    expect(() => file().flush()).toThrow('fsync');
    system.fsyncFails = 'EINVAL';
    expect(() => file().flush()).not.toThrow();
  });
});
