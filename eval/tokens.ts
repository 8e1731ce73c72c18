/** `npm run eval:tokens -- --data PATH`: chains, attenuations and constraints, decided as their vectors are labelled or not. */
import { type Arguments, command, type Part, type Report } from './command.ts';
import { percent } from './table.ts';
import { decideChain, decideCheck, decidePair } from './tokens/decide.ts';
import { readVectors } from './tokens/vectors.ts';

/** One case: what its family is, and whether it was decided as labelled. */
interface Case {
  readonly family: string;
  readonly right: boolean;
  /** Names it among what was decided otherwise. */
  readonly name: string;
}

async function evaluate({ data }: Arguments): Promise<Report> {
  const vectors = await readVectors(data);
  const chains: Case[] = [];
  for (const row of vectors.chains) {
    const { permitted, reason } = await decideChain(row);
    const [family = row.id] = row.id.split('-');
    const name = `${row.id}: ${permitted ? 'permitted' : `refused, ${reason}`}`;
    chains.push({ family, right: permitted === row.permit, name });
  }
  let unsound = 0;
  let beyondDraft = 0;
  const attenuations = vectors.attenuations.map((pair): Case => {
    const { valid, proven } = decidePair(pair);
    if (proven && pair.escapes) unsound += 1;
    if (proven && !valid) beyondDraft += 1;
    const name = `${JSON.stringify(pair.child)} under ${JSON.stringify(pair.parent)}: ${valid ? 'accepted' : 'refused'}`;
    return { family: pair.parent.constraint_type, right: valid === pair.valid, name };
  });
  const constraints = vectors.constraints.map((check): Case => {
    const accepted = decideCheck(check);
    const name = `${JSON.stringify(check.constraint)} of ${JSON.stringify(check.value)}: ${accepted ? 'admitted' : 'refused'}`;
    return { family: check.constraint.constraint_type, right: accepted === check.accept, name };
  });
  const sets = [
    { set: 'chains', cases: chains },
    { set: 'attenuations', cases: attenuations },
    { set: 'constraints', cases: constraints },
  ].filter(({ cases }) => cases.length > 0);
  return {
    scores: {
      ...Object.fromEntries(sets.map(({ set, cases }) => [set, share(cases)])),
      // Our proof alone: what it accepts although a value escapes, and what it accepts beyond the draft without one.
      ...(attenuations.length === 0
        ? {}
        : { 'attenuations.unsound': unsound, 'attenuations.beyondDraft': beyondDraft }),
    },
    rows: sets.flatMap(({ set, cases }) => families(cases).map((row) => ({ set, ...row }))),
    parts: [...sets.map(({ set, cases }) => partOf(set, cases)), wrong(sets.flatMap(({ cases }) => cases))],
  };
}

const share = (cases: readonly Case[]): number => cases.filter(({ right }) => right).length / cases.length;

const families = (cases: readonly Case[]) =>
  [...Map.groupBy(cases, ({ family }) => family)].map(([family, members]) => ({
    family,
    rows: members.length,
    right: members.filter(({ right }) => right).length,
    share: share(members),
  }));

const partOf = (set: string, cases: readonly Case[]): Part => ({
  section: `eval:tokens ${set}`,
  document: 'capabilities.md',
  title: `${set}: ${cases.filter(({ right }) => right).length} of ${cases.length} decided as labelled`,
  table: [
    ['family', '>cases', '>as labelled', '>share'],
    ...families(cases).map(({ family, rows, right, share: part }) => [
      family,
      String(rows),
      String(right),
      percent(part),
    ]),
  ],
});

function wrong(cases: readonly Case[]): Part {
  const names = cases.filter(({ right }) => !right).map(({ name }) => [name]);
  return {
    section: 'eval:tokens otherwise',
    document: 'capabilities.md',
    title: 'Decided otherwise than labelled',
    table: [['case'], ...(names.length === 0 ? [['none']] : names)],
  };
}

await command('eval:tokens', '', [], evaluate);
