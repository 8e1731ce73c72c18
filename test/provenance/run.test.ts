import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeclarations, type Tool } from '../../src/provenance/declaration.ts';
import { readResult } from '../../src/provenance/reading.ts';
import { Run, type RunBounds } from '../../src/provenance/run.ts';

const tools = readDeclarations('test', {
  page: { sideEffect: false },
  mails: { sideEffect: false, resultTrust: 'structured', untrustedResultFields: ['body', 'subject'] },
  book: { sideEffect: false, resultTrust: 'trusted' },
});
const tool = (name: string): Tool => {
  const found = tools.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};
const run = (
  words: string,
  results: readonly (readonly [tool: string, value: unknown, args?: unknown])[],
  bounds?: RunBounds,
): Run => {
  const made = new Run(words, bounds);
  for (const [index, [name, value, args]] of results.entries()) {
    made.receive(tool(name), args, value, { tool: name, callId: `c${index}`, since: index });
  }
  return made;
};
const mail = (from: string, subject: string, body = '') => ({ id: '1', from, to: ['me@x.example'], subject, body });

describe('where a value comes from', () => {
  it.each([
    ['the user', 'Write to ann@x.example.', [], 'user'],
    ['a trusted result', 'Write to Ann.', [['book', { name: 'Ann', mail: 'ann@x.example' }]], 'trusted'],
    ['trusted text', 'Write to Ann.', [['book', 'Ann: ann@x.example, Bo: bo@x.example']], 'trusted'],
    [
      'a record that is named in quotes',
      "Answer the mail 'Summer party'.",
      [['mails', [mail('ann@x.example', 'Summer party'), mail('bo@x.example', 'Party')]]],
      'anchored',
    ],
    [
      'a record that is named in words',
      'Answer the mail about the summer party.',
      [['mails', [mail('ann@x.example', 'Re: Summer party!')]]],
      'anchored',
    ],
    [
      'a record that is named by a name',
      'Answer the mail from Northwind.',
      [['mails', [mail('ann@x.example', 'Northwind')]]],
      'anchored',
    ],
    [
      'another record',
      "Answer the mail 'Summer party'.",
      [['mails', [mail('bo@x.example', 'Summer party'), mail('ann@x.example', 'Party')]]],
      'structured',
    ],
    [
      'text of a record',
      "Answer the mail 'Summer party'.",
      [['mails', [mail('bo@x.example', 'Summer party', 'Cc ann@x.example')]]],
      'untrusted',
    ],
    ['a page', 'Read the page.', [['page', 'ann@x.example']], 'untrusted'],
    ['a key of a page', 'Read the page.', [['page', { 'ann@x.example': 1 }]], 'untrusted'],
    ['nowhere', 'Read the page.', [['page', 'jo@y.example']], 'unseen'],
    [
      'its own argument',
      'Write to Ann.',
      [['book', 'no entry for ann@x.example', { query: 'ann@x.example' }]],
      'unseen',
    ],
  ] as const)('%s', (_name, words, results, origin) => {
    expect(run(words, results).originOf('ann@x.example', 'identity').origin).toBe(origin);
  });

  it.each([
    ['the data is text', '- id: 1\n  from: ann@x.example\n  subject: Summer party\n  body: "Hi"\n'],
    ['the data is JSON text', JSON.stringify([mail('ann@x.example', 'Summer party')])],
    [
      'the data is a Map of records',
      new Map([
        ['a', mail('ann@x.example', 'Summer party')],
        ['b', mail('b@x.example', 'x')],
      ]),
    ],
  ])('is the same where %s', (_name, value) => {
    expect(run("Answer 'Summer party'.", [['mails', value]]).originOf('ann@x.example', 'identity').origin).toBe(
      'anchored',
    );
  });

  it('says which call brought it, and what spells it out', () => {
    const read = run("Answer 'Summer party'.", [
      ['book', 'Bo'],
      ['mails', [mail('ann@x.example', 'Summer party', 'Write to ANN@x.example!')]],
      ['page', 'cy @ x . example'],
    ]);
    expect(read.originOf('ann@x.example', 'identity')).toEqual({
      origin: 'anchored',
      spelled: 'beside',
      source: { tool: 'mails', callId: 'c1', since: 1 },
    });
    expect(read.originOf('cy@x.example', 'identity')).toMatchObject({
      origin: 'untrusted',
      source: { tool: 'page', callId: 'c2' },
    });
    expect(read.marks.map((mark) => mark.tool)).toEqual(['mails', 'page']);
  });

  it('believes no field that is long or holds lines', () => {
    const read = run("Answer 'Summer party'.", [
      ['mails', [{ ...mail('x', 'Summer party'), from: 'a\nann@x.example' }]],
    ]);
    expect(read.originOf('ann@x.example', 'identity').origin).toBe('untrusted');
  });

  it('takes nothing that a stranger wrote for the word of the user or of a trusted tool', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(word, fc.string(), fc.string(), (value, before, behind) => {
        const { origin } = run('Read the page.', [['page', `${before} ${value} ${behind}`]]).originOf(
          value,
          'identity',
        );
        expect(['untrusted', 'unseen']).toContain(
          'read the page.'.includes(value.toLowerCase().trim()) ? 'unseen' : origin,
        );
      }),
    );
  });
});

describe('a run that has read too much', () => {
  it.each([
    ['units', { maxUnits: 1_000 }, [['page', 'x'.repeat(2_000)]]],
    [
      'results',
      { maxResults: 1 },
      [
        ['book', 'a'],
        ['book', 'b'],
      ],
    ],
    ['levels', {}, [['mails', JSON.parse('['.repeat(90) + ']'.repeat(90))]]],
    ['bytes', {}, [['mails', new Uint8Array(10)]]],
    ['leaves', {}, [['mails', Array.from({ length: 30_000 }, String)]]],
  ] as const)('of %s believes nothing that it does not know', (_name, bounds, results) => {
    const read = run('Write.', results, bounds);
    expect(read.full).toBe(true);
    expect(read.tainted).toBe(true);
    expect(read.originOf('7', 'object').origin).not.toBe('unseen');
    expect(read.originOf('new@x.example', 'identity').origin).toBe('untrusted');
  });

  it('keeps what it believed before', () => {
    const read = run(
      'Write to bo@x.example.',
      [
        ['book', 'Ann: ann@x.example'],
        ['page', 'x'.repeat(2_000)],
      ],
      { maxUnits: 1_500 },
    );
    expect(read.originOf('ann@x.example', 'identity').origin).toBe('trusted');
    expect(read.originOf('bo@x.example', 'identity').origin).toBe('user');
  });
});

describe('readResult', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  it.each([
    ['a cycle', cyclic],
    [
      'a getter that throws',
      Object.defineProperty({}, 'a', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'a Proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
    ],
  ])('says that it has not read %s to the end', (_name, value) => {
    expect(readResult(tool('mails'), value).complete).toBe(false);
  });

  it('finds every string of plain data, whatever its form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, text) => {
        const { entries, complete } = readResult(tool('mails'), { value, list: [[{ deep: text }]] });
        expect(complete).toBe(true);
        expect(entries.flatMap(({ leaves }) => leaves).some((leaf) => leaf.field === 'deep')).toBe(true);
      }),
    );
  });
});
