const wordOrCharacter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;

function trigrams(text: string): Set<string> {
  const words = text.toLowerCase().match(wordOrCharacter) ?? [];
  const grams = words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`);
  return new Set(grams.length > 0 ? grams : [words.join(' ')]);
}

/** Pairs "first second" of ids whose texts' word 3-grams have a Jaccard index of at least `limit`. */
export function nearPairs(texts: readonly { id: string; text: string }[], limit: number): string[] {
  const sets = texts.map(({ text }) => trigrams(text));
  const holders = new Map<string, number[]>();
  const pairs: string[] = [];
  for (const [index, grams] of sets.entries()) {
    const shared = new Map<number, number>();
    for (const gram of grams) {
      const earlier = holders.get(gram) ?? [];
      for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1);
      holders.set(gram, [...earlier, index]);
    }
    for (const [other, count] of shared) {
      const union = grams.size + (sets[other]?.size ?? 0) - count;
      if (count / union >= limit) pairs.push(`${texts[other]?.id} ${texts[index]?.id}`);
    }
  }
  return pairs;
}
