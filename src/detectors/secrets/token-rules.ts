import type { RegularPattern } from '../pattern.ts';
import { cloudTokens } from './token-rules-cloud.ts';
import { codeTokens } from './token-rules-code.ts';
import { moreTokens } from './token-rules-more.ts';
import { serviceTokens } from './token-rules-service.ts';

/**
 * Shapes of keys and tokens as their issuers document them or as they are seen in use. Order decides names: where two rules
 * find something at the same place, the earlier one names it.
 */
export const tokenRules = (): readonly RegularPattern[] => [
  ...codeTokens(),
  ...cloudTokens(),
  ...serviceTokens(),
  ...moreTokens(),
];
