import { once } from '../../once.ts';
import { type Pattern, regularPattern } from '../pattern.ts';
import { announcedRules } from './announced-rules.ts';
import { commandRules } from './command-rules.ts';
import { encodedBlock, encodedPatterns } from './encoded-pattern.ts';
import { kubernetesSecret } from './kubernetes-secret.ts';
import { ownApiKey } from './own-api-key.ts';
import { serviceKey } from './service-rules.ts';
import { tokenRules } from './token-rules.ts';

const PEM_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_END_LONGEST = 80;

/**
 * A private key in PEM or PGP armour: from its first line to its last, however long. When the last line never comes, all that
 * follows is part of it: better too much masked than half a key passed. A first line that is only mentioned is not a key.
 */
const privateKey: Pattern = {
  ...regularPattern({
    rule: 'private-key',
    anchors: ['-----BEGIN '],
    reach: 160,
    head: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+,>|#*]|\\[nr]){0,24}(?:[A-Za-z0-9+/=]{16}|[A-Z][A-Za-z-]{2,20}: )/,
    extent: /-----BEGIN [A-Z0-9 ]{0,40}-{0,5}(?:[\s"'+,>|#*]|\\[nr]?){0,24}[A-Za-z0-9+/=-]{0,24}:? ?/y,
    tail: /[\s\S]*/y,
  }),
  spaced: true,
  closes(text, from) {
    PEM_END.lastIndex = Math.max(0, from - PEM_END_LONGEST);
    for (let end = PEM_END.exec(text); end !== null; end = PEM_END.exec(text)) {
      if (PEM_END.lastIndex >= from) return PEM_END.lastIndex < text.length ? PEM_END.lastIndex : -1;
    }
    return -1;
  },
};

/** What begins as no other text does, and what follows a name that announces it. */
const tokens = once(() => tokenRules().map(regularPattern));
const announced = once(() => announcedRules().map(regularPattern));

export const secretPatterns = once((): readonly Pattern[] => [
  privateKey,
  ...encodedBlock('encoded-private-key', privateKey),
  ownApiKey,
  ...tokens(),
  kubernetesSecret,
  ...commandRules().map(regularPattern),
  ...announced(),
  regularPattern(serviceKey()),
]);

/** Rules whose keys are also looked for in base64, hex and escapes. The others are about places: commands, files, names of services. */
const everywhere = once(() => new Set([...tokens(), ...announced()].map(({ rule }) => rule)));

/** The same, and what they look like in other forms. */
export const inAllForms = (patterns: readonly Pattern[]): readonly Pattern[] => [
  ...patterns,
  ...encodedPatterns(patterns.filter(({ rule }) => everywhere().has(rule))),
];

/** Names of all rules, for options and docs. */
export const secretRules = once((): readonly string[] => [...new Set(secretPatterns().map(({ rule }) => rule))]);
