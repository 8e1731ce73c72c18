import type { errorCodes, GuardErrorKind } from '../../src/error-codes.ts';
import { type GuardDoc, refusalsOf } from './guard-docblock.ts';
import { generated, table } from './markdown.ts';

const kinds: readonly (readonly [GuardErrorKind, string, string])[] = [
  [
    'denied',
    'Denied: stop',
    'The call is not allowed. The same call will not be allowed later either: do not repeat it.',
  ],
  ['invalid', 'Invalid: fix the input', 'The call may be made again with an input of the right form and size.'],
  ['limited', 'Limited: retry later', '`retryAfterMs` says after how many milliseconds, where that is known.'],
  [
    'fault',
    'Fault: call an operator',
    'Something is broken or set up wrongly. The call was refused because it could not be judged.',
  ],
];

export const errorsDocument = (
  codes: typeof errorCodes,
  guards: readonly GuardDoc[],
): string => `${generated('src/error-codes.ts')}

# Errors

Every refusal is a \`GuardError\`. \`kind\` says what the caller should do, \`code\` says why. \`isGuardError(error)\` recognises one, also
from another copy of the package. An error that your own function throws passes through as the same object.

\`error.message\` is for the operator and may hold details. \`error.forModel()\` and \`JSON.stringify(error)\` hold the code, the target and
the sentence below: they are safe to show to a model or a stranger. \`error.status\` is the HTTP status that fits.

The list is closed: a minor release may add a code, only a major release removes or renames one.

${kinds.map(([kind, title, advice]) => `## ${title}\n\n\`kind: '${kind}'\`. ${advice}\n\n${codesOf(kind, codes, guards)}`).join('\n\n')}
`;

const codesOf = (kind: GuardErrorKind, codes: typeof errorCodes, guards: readonly GuardDoc[]): string =>
  table(
    ['Code', 'Status', 'Means', 'Guards', 'The model reads'],
    Object.entries(codes)
      .filter(([, entry]) => entry.kind === kind)
      .map(([code, entry]) => [`\`${code}\``, `${entry.status}`, entry.means, throwers(code, guards), entry.public]),
  );

const throwers = (code: string, guards: readonly GuardDoc[]): string =>
  guards
    .filter((guard) => refusalsOf(guard).includes(code))
    .map(({ factory }) => `[\`${factory}()\`](guards.md#${factory.toLowerCase()})`)
    .join(', ');
