import { SENTENCE_WINDOW, SentenceWindows } from '../detectors/injection/sentences.ts';
import type { SpotlightStream } from '../detectors/spotlight.ts';
import { WITHHELD } from '../guard.ts';
import { isThenable } from '../schema.ts';
import type { ContentFilter } from './content-filter.ts';
import { JsonSegments } from './json-segments.ts';
import { after, type Later } from './later.ts';

/** The string chunks of one stream, judged in windows that end with a sentence. */
export class FilteredStream {
  readonly #filter: ContentFilter;
  readonly #windows = new SentenceWindows();
  readonly #json = new JsonSegments();
  /** The marks round the whole stream, once it has text. */
  #frame: SpotlightStream | undefined;
  /** The end of what has passed, so that an attempt is seen that a window cut in two. */
  #context = '';
  /** Whether what has passed ended with an attempt that was taken out. */
  #open = false;

  constructor(filter: ContentFilter) {
    this.#filter = filter;
  }

  push(chunk: string): Later<unknown> {
    if (chunk !== '') this.#frame ??= this.#filter.frame();
    this.#windows.push(chunk);
    return after(this.#drain(''), (out) => {
      const framed = out === '' ? '' : (this.#frame?.push(out) ?? out);
      return framed === '' ? WITHHELD : framed;
    });
  }

  end(): Later<string[]> {
    const rest = this.#windows.rest();
    return after(rest === '' ? '' : this.#pass(rest), (out) => {
      const last = this.#frame === undefined ? out : this.#frame.push(out) + this.#frame.end();
      return last === '' ? [] : [last];
    });
  }

  #drain(before: string): Later<string> {
    let out = before;
    for (let next = this.#next(); next !== ''; next = this.#next()) {
      const passed = this.#pass(next);
      if (isThenable(passed)) {
        const until = out;
        return passed.then((text) => this.#drain(until + text));
      }
      out += passed;
    }
    return out;
  }

  #next(): string {
    return this.#windows.next(this.#context.length);
  }

  #pass(text: string): Later<string> {
    const segments = this.#json.next(text);
    const context = this.#context;
    return after(this.#filter.find(text, context), (findings) => {
      const about = { shift: context.length, segments, open: this.#open };
      const passed = this.#filter.passPiece(text, findings, about);
      this.#open = passed.open;
      const read = findings.length > 0 ? this.#filter.remembered(passed.text, findings) : text;
      this.#context = (context + read).slice(-SENTENCE_WINDOW);
      return passed.text;
    });
  }
}
