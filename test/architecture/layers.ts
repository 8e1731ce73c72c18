/** A room of src/: its files (a path without `.ts`, or a folder with `/`), and which rooms its files may import. */
export interface Room {
  readonly files: readonly string[];
  /** Names of rooms. `earlier`: the files listed before it in its own room. `folder`: other files of its own folder. */
  readonly mayImport: readonly string[];
  /** npm packages that its files may import at run time. */
  readonly packages?: Readonly<Record<string, readonly string[]>>;
}

const part = (name: string, packages?: Room['packages']): Record<string, Room> => ({
  [name]: { files: [`${name}/`], mayImport: ['ground', 'folder'], ...(packages === undefined ? {} : { packages }) },
});

const parts = [
  'tokens',
  'identity',
  'detectors',
  'limits',
  'net',
  'secrets',
  'isolation',
  'stores',
  'filter',
  'approval',
  'provenance',
  'policy',
];

/** The layers of the library, as data. A file that is in no room and an import that no line allows are refused. */
export const rooms: Readonly<Record<string, Room>> = {
  // ground: what knows nothing of a call
  ground: {
    files: [
      'error-codes',
      'errors',
      'options',
      'clock',
      'turn',
      'bounds',
      'snapshot',
      'restart',
      'once',
      'expression',
      'builtins',
    ],
    mayImport: ['earlier'],
  },

  // contract: what flows, and what a guard is
  contract: { files: ['invocation', 'guard', 'schema', 'audit/event'], mayImport: ['ground', 'contract'] },

  // mechanism: how a call runs through the guards; each file may use those listed before it
  mechanism: {
    files: [
      'call',
      'dispatch',
      'frame',
      'compose',
      'execute',
      'parse',
      'drain',
      'stream',
      'callable',
      'pipeline',
      'monitor',
    ],
    mayImport: ['ground', 'contract', 'earlier'],
  },

  // parts: pure, know no guard
  ...part('tokens'),
  ...part('identity'),
  ...part('detectors'),
  ...part('limits', {
    'p-limit': ['limits/'],
    opossum: ['limits/'],
    bottleneck: ['limits/'],
  }),
  ...part('net'),
  ...part('secrets'),
  ...part('isolation'),
  ...part('stores'),
  provenance: { files: ['provenance/'], mayImport: ['ground', 'tokens', 'folder'] },
  approval: { files: ['approval/'], mayImport: ['ground', 'tokens', 'folder'] },
  policy: {
    files: ['policy/'],
    mayImport: ['ground', 'tokens', 'folder'],
    packages: { zod: ['policy/'], yaml: ['policy/'] },
  },

  // what promptFilter is made of: how the texts of a call are read, judged and changed
  filter: { files: ['filter/'], mayImport: ['ground', 'contract', 'identity', 'detectors', 'folder'] },

  // guards: one factory a file; know the contract and the parts, never each other
  guards: {
    files: ['guards/'],
    mayImport: ['ground', 'contract', ...parts],
    packages: { 'p-timeout': ['guards/resources/'] },
  },
  audit: { files: ['audit/'], mayImport: ['ground', 'contract', ...parts, 'folder'], packages: { pino: ['audit/'] } },

  // edges
  hardened: {
    files: ['hardened', 'ambient', 'http'],
    mayImport: ['ground', 'contract', 'mechanism', ...parts, 'guards', 'audit'],
  },
  adapters: {
    files: ['adapters/'],
    mayImport: ['ground', 'contract', 'mechanism', ...parts, 'guards', 'audit', 'hardened'],
  },
  edges: {
    files: ['cli/', 'telemetry/', 'testing/'],
    mayImport: ['ground', 'contract', 'mechanism', ...parts, 'guards', 'audit', 'hardened', 'folder'],
  },
  index: {
    files: ['index'],
    mayImport: ['ground', 'contract', 'mechanism', ...parts, 'guards', 'audit', 'hardened'],
  },
};

/** Cycles that exist between types alone, each with its reason. Nothing of them is left at run time. */
export const typeCycles: readonly { readonly files: readonly string[]; readonly reason: string }[] = [
  {
    files: ['audit/event.ts', 'invocation.ts'],
    reason: 'A call can be observed, and the one who records it sees the call.',
  },
];

/** Files above 300 lines, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {
  'detectors/injection/injection-rules.ts': 'One table of words and rules; what reads it is elsewhere.',
};

/** Files that must hold characters outside ASCII: tables of the characters and words they detect. */
export const unicodeFiles: readonly string[] = [
  'detectors/injection/document-words.ts',
  'detectors/injection/injection-rules.ts',
  'detectors/injection/injection-words.ts',
  'detectors/injection/orders.ts',
  'detectors/injection/injection-language-words.ts',
  'detectors/injection/model/languages/dropped.ts',
  'detectors/injection/model/languages/morals.ts',
  'detectors/injection/model/languages/obedience.ts',
  'detectors/injection/model/languages/persons.ts',
  'detectors/injection/model/languages/prompts.ts',
  'detectors/injection/model/languages/roles.ts',
  'detectors/injection/model/languages/secrets.ts',
  'detectors/injection/model/languages/telling.ts',
  'detectors/personal/context-words.ts',
];
