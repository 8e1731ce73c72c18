import { describe, expect, it, vi } from 'vitest';
import { once } from '../src/once.ts';

describe('once', () => {
  it('makes nothing before it is asked, and the same afterwards', () => {
    const make = vi.fn(() => ({}));
    const table = once(make);
    expect(make).not.toHaveBeenCalled();
    expect(table()).toBe(table());
    expect(make).toHaveBeenCalledOnce();
  });

  it('keeps undefined as well', () => {
    const make = vi.fn(() => undefined);
    const nothing = once(make);
    nothing();
    expect(nothing()).toBeUndefined();
    expect(make).toHaveBeenCalledOnce();
  });

  it('tries again where making failed', () => {
    const make = vi.fn<() => string>().mockImplementationOnce(() => {
      throw new Error('not yet');
    });
    make.mockReturnValue('made');
    const table = once(make);
    expect(table).toThrow('not yet');
    expect(table()).toBe('made');
  });
});
