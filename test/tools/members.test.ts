import { expect, it } from 'vitest';
import { functionsOf, membersOf } from '../../tools/docs/members.ts';

const told = (body: string) => membersOf(body).map(({ name, type, signature }) => [name, type ?? signature]);

it('reads properties with and without a docblock, up to the mark that ends them', () => {
  const body = `  /** One; or two. */
  readonly a?: { readonly b: string; readonly c: 'd;' };
  // not a docblock
  readonly e:
    | 'f'
    | 'g';`;
  expect(membersOf(body)).toMatchObject([
    { name: 'a', optional: true, type: "{ readonly b: string; readonly c: 'd;' }", doc: { text: ['One; or two.'] } },
    { name: 'e', optional: false, type: "'f' | 'g'", doc: { text: [] } },
  ]);
});

it('reads methods and call signatures, and of a class what is public', () => {
  expect(told('  a<B>(b: B): void;\n  (c: string): D;\n  readonly [mark]?: E;')).toEqual([
    ['a', 'a<B>(b: B): void'],
    ['', '(c: string): D'],
  ]);
  const body = `  readonly a: string;
  readonly #b: string;

  constructor(a: string, options: O = {}) {
    this.a = a;

    this.#b = a;
  }

  static {
    x();
  }

  /** @internal */
  c(): void {
    x();
  }

  d(): string {
    return this.a;
  }`;
  expect(told(body)).toEqual([
    ['a', 'string'],
    ['constructor', 'constructor(a: string, options?: O)'],
    ['d', 'd(): string'],
  ]);
});

it('reads the functions of an object', () => {
  const body = `  /** Any. */
  any: (): Any => checked('any', { type: 'any' }),

  url: ({ hosts, ...rest }: UrlOptions): Url =>
    checked('url', { ...rest, hosts }),`;
  expect(functionsOf(body)).toMatchObject([
    { signature: 'any()', doc: { text: ['Any.'] } },
    { signature: 'url(options: UrlOptions)' },
  ]);
});
