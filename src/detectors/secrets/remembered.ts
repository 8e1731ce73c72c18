/** Most texts about which one question is kept. */
const KEPT = 64;

/**
 * What was said of the last names and values of one scan: text that repeats itself is judged once. A question answers with no more
 * than the text that it is given.
 */
export class Remembered {
  readonly #answers = new Map<(text: string) => boolean, Map<string, boolean>>();

  ask(question: (text: string) => boolean, text: string): boolean {
    let answers = this.#answers.get(question);
    if (answers === undefined) {
      answers = new Map();
      this.#answers.set(question, answers);
    }
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = question(text);
    if (answers.size >= KEPT) answers.clear();
    answers.set(text, answer);
    return answer;
  }
}
