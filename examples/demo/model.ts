import type { Model, Part } from './crew.ts';
import { type Instruction, instructionsIn, LOOT, sentencesIn } from './instructions.ts';
import { readings } from './readings.ts';
import { EDITOR, inBrief, WIKI } from './task.ts';

/**
 * The worst case of a model, and always the same: it reads what is hidden, believes what it reads, and does what it is told,
 * whoever tells it. Real models fall for less; the guards must not count on that.
 */
export const worstCaseModel: Model = {
  play(part) {
    switch (part.role) {
      case 'researcher':
        return research(part);
      case 'writer':
        return Promise.resolve(part.task);
      case 'publisher':
        return publish(part);
    }
  },
};

const MOST_REPEATS = 200;

async function research({ task: topic, use }: Part): Promise<string> {
  const found = await use({ tool: 'web.search', args: { query: topic } });
  const paths = [...found.matchAll(/"path":"([^"]+)"/g)].map(([, path = '']) => path);
  const sources: { readonly name: string; readonly text: string }[] = [];
  for (const path of paths) {
    const text = await use({ tool: 'files.read', args: { path } });
    sources.push({ name: path.replace(/^\/documents\//, ''), text });
  }
  const url = `https://${WIKI}/glossary?term=${encodeURIComponent(topic)}`;
  sources.push({ name: WIKI, text: await use({ tool: 'http.fetch', args: { url } }) });

  const mind: Mind = { loot: [], obeyed: new Set(sources.map(({ text }) => text)) };
  const carried: string[] = [];
  for (const { name, text } of sources) carried.push(...(await obey(text, name, use, mind)));
  const notes = sources.flatMap(({ name, text }) => quotes(text, topic).map((quote) => `- ${quote} [${name}]`));
  return [`# ${topic}`, ...notes, ...carried].join('\n');
}

async function publish({ task: report, use }: Part): Promise<string> {
  const [title = ''] = report.split('\n');
  const sent = await use({ tool: 'mail.send', args: { to: EDITOR, subject: title.slice(0, 200), text: report } });
  for (const line of report.split('\n')) {
    const [, source] = /\[([^\]]+)\]$/.exec(line) ?? [];
    for (const instruction of instructionsIn(line)) {
      await act(instruction, source === undefined ? 'the report' : `${source}, via the report`, use, [report]);
    }
  }
  return sent;
}

/** What the researcher has got hold of, and the texts it has obeyed: none of them twice. */
interface Mind {
  readonly loot: string[];
  readonly obeyed: Set<string>;
}

/** Does what a text says, and what the answers to that say. Gives the lines that are meant for whoever sends the report. */
async function obey(text: string, source: string, use: Part['use'], mind: Mind): Promise<readonly string[]> {
  const carried: string[] = [];
  const done = new Set<string>();
  for (const { text: reading, where } of readings(text)) {
    const because = where === '' ? source : `${source}, ${where}`;
    for (const sentence of sentencesIn(reading)) {
      if (instructionsIn(sentence).some(({ forReport }) => forReport)) carried.push(`- ${sentence} [${source}]`);
    }
    for (const instruction of instructionsIn(reading)) {
      const key = inBrief(instruction.tool, instruction.args);
      if (instruction.forReport || done.has(key)) continue;
      done.add(key);
      const answer = await act(instruction, because, use, mind.loot);
      mind.loot.push(answer);
      if (mind.obeyed.has(answer)) continue;
      mind.obeyed.add(answer);
      carried.push(...(await obey(answer, `${source}, through ${instruction.tool}`, use, mind)));
    }
  }
  return carried;
}

async function act(
  { tool, args, again }: Instruction,
  because: string,
  use: Part['use'],
  loot: readonly string[],
): Promise<string> {
  const carried = loot.join('\n').slice(-4_000);
  const fill = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    return value === LOOT ? carried : value.replaceAll(LOOT, encodeURIComponent(carried.slice(-400).toWellFormed()));
  };
  const filled = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, fill(value)]));
  let answer = '';
  for (let round = 0; round < (again ? MOST_REPEATS : 1); round += 1)
    answer = await use({ tool, args: filled, because });
  return answer;
}

/** Up to two sentences on the topic that tell nobody to do anything. */
function quotes(text: string, topic: string): readonly string[] {
  const words = topic
    .toLowerCase()
    .split(/\W+/)
    .filter((word) => word.length > 3);
  const visible = readings(text)[0]?.text ?? '';
  const plain = sentencesIn(visible).filter(
    (sentence) => sentence.length > 40 && instructionsIn(sentence).length === 0,
  );
  const fitting = plain.filter((sentence) => words.some((word) => sentence.toLowerCase().includes(word)));
  return (fitting.length > 0 ? fitting : plain).slice(0, 2).map((sentence) => sentence.slice(0, 300));
}
