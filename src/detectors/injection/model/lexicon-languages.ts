import { dropped } from './languages/dropped.ts';
import { morals } from './languages/morals.ts';
import { obedience } from './languages/obedience.ts';
import { persons } from './languages/persons.ts';
import { prompts } from './languages/prompts.ts';
import { roles } from './languages/roles.ts';
import { secrets } from './languages/secrets.ts';
import { telling } from './languages/telling.ts';

/**
 * Words of other languages for the classes of `lexicon.ts`, in the same notation: in lower case without accents, as `readings()` gives
 * them. A line is a language; what stands with an earlier one is not repeated.
 */
export const lexiconOfLanguages: Readonly<Record<string, readonly string[]>> = {
  ...dropped,
  ...prompts,
  ...persons,
  ...roles,
  ...morals,
  ...obedience,
  ...telling,
  ...secrets,
};
