import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { createCleaner } from '../../../src/detectors/redaction/redact-value.ts';
import { ToolArguments } from '../../../src/detectors/redaction/tool-arguments.ts';

describe('ToolArguments', () => {
  it('reads each piece once, however many there are', () => {
    const held = new ToolArguments(createCleaner(createRedactor({ detectors: [] }), () => undefined));
    expect(held.push('{"text":"')).toBe('');
    for (let piece = 0; piece < 250_000; piece += 1) expect(held.push('word') === '').toBe(true);
    expect(held.push('"} {"a":')).toHaveLength('{"text":""}'.length + 1_000_000);
    expect(held.push('1}[')).toBe(' {"a":1}');
    expect(held.end()).toBe('[');
    expect(held.end()).toBe('');
  });
});
