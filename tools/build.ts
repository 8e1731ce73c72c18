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
 * What the entries share, by room, from the files that know nothing of the others on. A chunk takes along what it imports
 * and no earlier chunk has, so no two import each other. A file that no line names goes where it is used.
 * Fewer chunks are read faster; more of them let a user's bundler leave more out.
 */
const chunks: Readonly<Record<string, RegExp>> = {
  ground: /src\/(?:bounds|clock|errors|expression|once|options|restart|snapshot|turn)\.ts$/,
  constraints: /src\/tokens\/constraints\//,
  tokens: /src\/tokens\/(?!index)/,
  identity: /src\/identity\//,
  limits: /src\/limits\//,
  pipeline: /src\/(?:call|monitor|pipeline)\.ts$/,
  detector: /src\/detectors\/(?!index|spotlight)[^/]+$/,
  readings: /src\/detectors\/readings\//,
  secrets: /src\/detectors\/secrets\//,
  'personal-data': /src\/detectors\/personal\//,
  injection: /src\/detectors\/injection\//,
  leaks: /src\/detectors\/leaks\//,
  redaction: /src\/detectors\/redaction\//,
  escalation: /src\/detectors\/slow\//,
  provenance: /src\/provenance\//,
  approval: /src\/approval\/(?!index)/,
  policy: /src\/policy\/(?!index|schema)/,
  filter: /src\/filter\//,
  audit: /src\/audit\//,
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
