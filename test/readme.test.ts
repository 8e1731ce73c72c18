import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`),
].filter((path) => path.endsWith('.md'));

describe('README', () => {
  const readme = read('README.md');

  it('shows a program that runs: the first example, to the letter', () => {
    const shown = /<!-- examples\/01-first-pipeline\.ts -->\n```ts\n([\s\S]*?)```/.exec(readme)?.[1];
    expect(shown).toBe(read('examples/01-first-pipeline.ts'));
  });

  it('has every guard in its table', () => {
    const guards = [...read('src/index.ts').matchAll(/(\w+) \} from '\.\/guards\//g)].map((match) => match[1]);
    const named = guards.filter((name) => name?.match(/^[a-z]/));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('shows figures that stand in docs/benchmarks.md, as the commands printed them', () => {
    const rows = [...readme.matchAll(/^([a-z][\w-]+) +(-?[\d.,]+) +(?:[\d.,]+ +)?(?:µs|MB\/s|bytes)/gm)];
    expect(rows.length).toBeGreaterThan(10);
    const benchmarks = read('docs/benchmarks.md');
    expect(rows.filter(([, name, p50]) => !benchmarks.includes(`| ${name} | ${p50} |`)).map(([row]) => row)).toEqual(
      [],
    );
  });

  it('has the two lines that set everything up', () => {
    expect(readme).toContain('\nnpm install && npm run demo\n');
    expect(readme).toContain('\nnpm install && npm test\n');
  });
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(new URL(link, new URL(page, root))))).toEqual([]);
  });

  it('names only files and folders of the project that are there', () => {
    const paths = [...text.matchAll(/`((?:src|test|docs|examples|bench|tools)\/[\w./-]+)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});
