import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as detectors from '../../src/detectors/index.ts';
import { errorCodes } from '../../src/error-codes.ts';
import * as main from '../../src/index.ts';
import * as testing from '../../src/testing/index.ts';
import * as tokens from '../../src/tokens/index.ts';
import { readDocuments } from '../../tools/docs/documents.ts';
import { anchors } from '../../tools/docs/markdown.ts';

const src = new URL('../../src/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, src), 'utf8');
const documents = readDocuments({
  read,
  guardFiles: readdirSync(new URL('guards/', src), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts')),
  entries: [
    { name: 'crewguard', path: 'index.ts' },
    ...['tokens', 'detectors', 'testing'].map((name) => ({ name: `crewguard/${name}`, path: `${name}/index.ts` })),
  ],
  codes: errorCodes,
});
const textOf = (name: string) => documents.get(`docs/${name}`) ?? '';
const headingsOf = (name: string) => [...textOf(name).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);

describe('the documents of this package', () => {
  it('name every runtime export', () => {
    const headings = [...headingsOf('api.md'), ...headingsOf('guards.md')].map((heading) => heading.replace('()', ''));
    for (const entry of [main, tokens, detectors, testing]) {
      expect(headings).toEqual(expect.arrayContaining(Object.keys(entry)));
    }
  });

  it('name every type that an entry exports, as a heading or with its options', () => {
    for (const path of ['index.ts', 'tokens/index.ts', 'detectors/index.ts', 'testing/index.ts']) {
      const names = [...read(path).matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) => list.match(/\w{4,}/g) ?? []);
      const all = `${textOf('api.md')}${textOf('guards.md')}`;
      expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
    }
  });

  it.each(['api.md', 'guards.md', 'errors.md'])('%s links to headings that are there', (name) => {
    for (const [, file = '', anchor = ''] of textOf(name).matchAll(/\]\(([\w.]*)#([\w-]+)\)/g)) {
      const target = file === '' ? name : file;
      expect(headingsOf(target).map(anchors()), `${target}#${anchor}`).toContain(anchor);
    }
  });

  it('leave no run of spaces in prose', () => {
    const prose = textOf('api.md')
      .replace(/^```ts[\s\S]*?^```$/gm, '')
      .replaceAll('|  |', '||');
    expect(prose.match(/\S {2,}\S.*/g)).toBeNull();
  });
});
