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
}

/** Keeps the context while a text is read from left to right; linear. */
export class LinkContextReader implements LinkContext {
  readonly tags: TagReader;
  inImage = false;
  seenImage = false;
  leftDefinition = false;
  /** Where the last `![` stands, and where the next paragraph begins behind it; undefined while that was not looked for, -1 for nowhere. */
  #image = 0;
  #paragraph: number | undefined;

  constructor(tags = new TagReader()) {
    this.tags = tags;
  }

  advance(text: string, to: number): void {
    this.tags.advance(text, to);
    if (!this.inImage) return;
    this.#paragraph ??= text.indexOf('\n\n', this.#image);
    if (this.#paragraph !== -1 && this.#paragraph < to) this.inImage = false;
  }

  image(at: number): void {
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
    copy.#image = Math.max(0, read - 1);
    return copy;
  }
}
