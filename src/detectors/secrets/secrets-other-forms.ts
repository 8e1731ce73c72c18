import { withoutInvisible } from '../invisible.ts';

/**
 * The shortest value with its name, 11 units, is 14 units of base64 and more of hex. Lines may break inside. Words have no
 * capital or digit inside, base64 and hex of the names do; of keys of one issuer or another they may have none at first, and those are longer.
 */
const RUN = /(?=[a-z+/_\r\n-]{0,13}[A-Z0-9])[A-Za-z0-9+/_\r\n-]{14}|[a-z+/_\r\n-]{24}/;
const ESCAPE = /%[0-9a-fA-F]{2}|&#|\\[ux]/;
const JOINT = /["'`][ \t]{0,8}(?:\r?\n[ \t]{0,24})?[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,24})?\\?["'`]|\\\r?\n/;

/** Whether something in base64, hex or escapes, or in pieces, can stand in a text. What is invisible may stand anywhere in it. */
export const mayHoldOtherForms = (text: string): boolean =>
  RUN.test(text) || ESCAPE.test(text) || JOINT.test(text) || withoutInvisible(text).text.length < text.length;
