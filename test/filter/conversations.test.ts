import { describe, expect, it } from 'vitest';
import { Conversations, Tail } from '../../src/filter/conversations.ts';

describe('the end of a conversation', () => {
  it('is all of it up to 800 units', () => {
    const tail = new Tail();
    tail.passed('one', ' ');
    tail.passed('two', ' ');
    expect(tail.text).toBe(' one two');
    tail.passed('x'.repeat(799), '');
    expect(tail.text).toBe(`o${'x'.repeat(799)}`);
    tail.passed(`a${'y'.repeat(800)}`, ' ');
    expect(tail.text).toBe('y'.repeat(800));
    tail.passed('', ' ');
    expect(tail.text).toBe('y'.repeat(800));
  });

  it('is forgotten for the one that was quiet for longest', () => {
    const conversations = new Conversations();
    conversations.tailOf('first').passed('hello', '');
    conversations.tailOf('second').passed('hello', '');
    for (let index = 0; index < 998; index += 1) conversations.tailOf(String(index));
    expect(conversations.tailOf('first').text).toBe('hello');
    conversations.tailOf('one more');
    expect(conversations.tailOf('first').text).toBe('hello');
    expect(conversations.tailOf('second').text).toBe('');
  });

  it.each(['', 'x'.repeat(257), 5])('has a key of 1 to 256 units: %j', (key) => {
    expect(() => new Conversations().tailOf(key as string)).toThrow(TypeError);
  });
});
