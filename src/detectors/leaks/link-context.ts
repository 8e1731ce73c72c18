import { TagReader } from './open-tags.ts';

/** What stands before an offset, at any distance, and decides how an address there is read. */
export interface LinkContext {
  /** Tags that can be open. */
  readonly tags: { readonly link: boolean; readonly other: boolean };
  /** `![` stands before it in the same paragraph. */
  readonly inImage: boolean;
  /** `![` stands anywhere before it. */
  readonly seenImage: boolean;
  /** A definition stands before it that leads to a host that is not allowed, and was left. */
  readonly leftDefinition: boolean;
  /** It is CSS, in a `<style>` or in an attribute of that name. */
  readonly style: 'element' | 'attribute' | undefined;
}

const STYLE = /[\s"'/]style\s{0,24}$/i;

/** Keeps the context while a text is read from left to right; linear. */
export class LinkContextReader implements LinkContext {
  readonly tags: TagReader;
  inImage = false;
  seenImage = false;
  leftDefinition = false;
  style: LinkContext['style'];
  /** Where the furthest address ends that was taken out: what begins before is no address any more. */
  taken = 0;
  /** Where the last `![` stands, and where the next paragraph begins behind it; undefined while that was not looked for, -1 for nowhere. */
  #image = 0;
  #paragraph: number | undefined;

  constructor(tags = new TagReader()) {
    this.tags = tags;
  }

  advance(text: string, to: number): void {
    this.tags.advance(text, to);
    if (this.style === 'attribute' && !this.tags.inValue) this.style = undefined;
    if (!this.inImage) return;
    this.#paragraph ??= text.indexOf('\n\n', this.#image);
    if (this.#paragraph !== -1 && this.#paragraph < to) this.inImage = false;
  }

  /** What stands at the offset that was read up to. */
  pass(text: string, at: number, opener: string): void {
    if (opener === '![') this.#beginImage(at);
    else if (opener === '<') this.#beginTag(text, at);
    else if (opener === '=' && this.style === undefined && STYLE.test(text.slice(Math.max(0, at - 32), at))) {
      this.tags.advance(text, at + 1);
      this.style = 'attribute';
    }
  }

  #beginTag(text: string, at: number): void {
    const name = text.slice(at + 1, at + 8).toLowerCase();
    if (name.startsWith('/')) {
      if (this.style === 'element') this.style = undefined;
      return;
    }
    if (/^style(?![\w-])/.test(name)) this.style = 'element';
    this.tags.open(text, at);
  }

  #beginImage(at: number): void {
    if (this.#paragraph !== undefined && this.#paragraph !== -1 && this.#paragraph < at) this.#paragraph = undefined;
    this.#image = at;
    this.inImage = true;
    this.seenImage = true;
  }

  /** The same, which has read up to an offset; for a text that starts some units later and may go on. */
  copy(read: number, units = 0): LinkContextReader {
    const copy = new LinkContextReader(this.tags.from(units));
    copy.inImage = this.inImage;
    copy.seenImage = this.seenImage;
    copy.leftDefinition = this.leftDefinition;
    copy.style = this.style;
    copy.taken = this.taken - units;
    copy.#image = Math.max(0, read - 1);
    return copy;
  }
}
