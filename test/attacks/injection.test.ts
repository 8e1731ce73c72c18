import { describe, expect, it } from 'vitest';
import { promptFilter, REMOVED_INSTRUCTION } from '../../src/guards/content/prompt-filter.ts';
import { pipeline } from '../../src/pipeline.ts';
import { unchecked } from '../../src/schema.ts';
import { disguises } from '../detectors/disguises.ts';
import { failure } from '../recording.ts';
import { rowsOf } from './corpus.ts';

// Attempts to give instructions, each beside an innocent text that is as like it as possible. Both go through whole pipelines.

interface Row {
  readonly id: string;
  readonly attack: string;
  readonly twin: string;
  /** Why the rules let this attack pass: it is told from its twin by its meaning only. */
  readonly missed?: string;
}

const rows = rowsOf<Row>('injection.jsonl');
const caught = rows.filter(({ missed }) => missed === undefined);

const ask = pipeline()
  .use(promptFilter())
  .wrap('agent:clerk', unchecked<string>(), (text) => text);
const read = (page: unknown) =>
  pipeline()
    .use(promptFilter({ on: 'result' }))
    .wrap(
      'tool:web.read',
      unchecked<string>(),
      () => page,
    )('a page');

describe('attempts to give instructions', () => {
  it.each(caught)('are refused in an input: $id', async ({ attack }) => {
    expect(await failure(ask(attack))).toMatchObject({ code: 'ERR_PROMPT_INJECTION' });
  });

  it.each(caught)('are taken out of a page: $id', async ({ attack, twin }) => {
    const page = { title: twin, body: `${twin}\n\n${attack}\n\n${twin}` };
    const { title, body } = Object(await read(page));
    expect(title).toBe(twin);
    expect(body).toContain(REMOVED_INSTRUCTION);
    expect(body.startsWith(twin) && body.endsWith(twin)).toBe(true);
    expect(body).not.toContain(attack);
  });

  it.each(rows)('leave their twins alone: $id', async ({ twin }) => {
    expect(await ask(twin)).toBe(twin);
    expect(await read(twin)).toBe(twin);
  });

  it.each(rows.filter(({ missed }) => missed !== undefined))(
    'pass where only their meaning tells: $id',
    async ({ attack }) => {
      // When this fails, the rules have become better: take "missed" out of the row.
      expect(await ask(attack)).toBe(attack);
    },
  );

  it('are mostly caught in any disguise, and their twins in the same disguise are not', async () => {
    const plain = caught.filter(({ attack, twin }) => /^[\x20-\x7e]*$/.test(attack + twin) && !attack.includes('<'));
    for (const [name, disguise] of Object.entries(disguises)) {
      if (name === 'tag characters' || name === 'scattered tag characters' || name === 'variation selectors') continue; // hidden text is refused whatever it says
      let found = 0;
      for (const { attack, twin } of plain) {
        const lower = (text: string) => disguise(text.toLowerCase());
        if (
          await ask(lower(attack)).then(
            () => false,
            () => true,
          )
        )
          found += 1;
        await expect(ask(lower(twin)), `${name}: ${twin}`).resolves.toBeDefined();
      }
      // `backwards` and `rotated` are tried only where a telling word stands in the text.
      expect(found / plain.length, name).toBeGreaterThan(
        ['backwards', 'rotated by thirteen', 'digits for letters'].includes(name) ? 0.2 : 0.8,
      );
    }
  });
});
