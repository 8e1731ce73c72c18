/** `npm run build` writes dist/: JavaScript by rolldown, then the declarations by tsc, which also finds wrong types. */
import { readFileSync } from 'node:fs';
import { build } from 'rolldown';
import { root, run } from './run.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest;

/** The programs that are started or imported by name: `detectors/index` is src/detectors/index.ts and dist/detectors/index.js. */
const entries = [
  ...Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [] : [target.default])),
  ...Object.values(manifest.bin),
].map((path) => path.replace(/^\.\/dist\/|\.js$/g, ''));

/**
 * What the entries share, from the files that know nothing of the others on. A chunk takes along what it imports and no earlier
 * chunk has, so no two import each other; what no line names goes where it is used. Each costs half a millisecond to load, and
 * lets a user's bundler leave out all of it.
 */
const chunks: Readonly<Record<string, RegExp>> = {
  ground: /src\/(?:bounds|builtins|clock|errors|expression|once|options|restart|snapshot|turn)\.ts$/,
  tokens: /src\/tokens\/(?!index)/,
  pipeline: /src\/(?:call|monitor|pipeline)\.ts$/,
  patterns: /src\/detectors\/(?:personal|redaction|secrets)\//,
  injection: /src\/detectors\/(?:injection|leaks)\//,
  escalation: /src\/detectors\/slow\//,
  policy: /src\/policy\/(?!index|schema)/,
};

await build({
  cwd: root,
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  external: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  output: {
    dir: 'dist',
    cleanDir: true, // what an earlier build left behind would be published
    chunkFileNames: 'chunks/[name].js',
    minifyInternalExports: false,
    comments: { jsdoc: false }, // the declarations have them
    charset: 'ascii', // a file with any other character is held and read as two bytes a character
    codeSplitting: {
      groups: Object.entries(chunks).map(([name, test], index, { length }) => ({
        name,
        test,
        priority: length - index,
      })),
    },
  },
});

process.exit(run(`${root}node_modules/typescript/bin/tsc`, ['-p', 'tsconfig.build.json']));
