import { type Fields, readRows } from '../read-rows.ts';

/** A text that holds a key, or one that must not be flagged. */
export interface KeyRow {
  readonly kind: 'key';
  readonly text: string;
  /** What kind of key stands in it; `undefined` where nothing may be found. */
  readonly rule: string | undefined;
  /** The rule that the text is a sample for. */
  readonly group: string;
  readonly source: string;
}

/** A text with personal data at known places, or with none. */
export interface PersonalRow {
  readonly kind: 'personal';
  readonly text: string;
  readonly spans: readonly TypedSpan[];
  readonly source: string;
}

/** Offsets in UTF-16 units. */
export interface TypedSpan {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Reads `{text, rule|null, for_rule?, source}` and `{text, spans: [{start, end, type}], source}`, also mixed, from a file or a folder. */
export const readSecretRows = (path: string): AsyncGenerator<KeyRow | PersonalRow> => readRows(path, parse);

function parse(fields: Fields): KeyRow | PersonalRow {
  const text = fields.text('text');
  const source = fields.optionalText('source') ?? fields.file;
  const spans = fields.value('spans');
  if (spans !== undefined) return { kind: 'personal', text, spans: inUnits(text, spansOf(fields, spans)), source };
  if (fields.value('rule') === undefined) fields.fail('a row needs "rule" (a name, or null) or "spans"');
  const rule = fields.optionalText('rule');
  return { kind: 'key', text, rule, group: rule ?? fields.optionalText('for_rule') ?? 'none', source };
}

function spansOf(fields: Fields, spans: unknown): TypedSpan[] {
  if (!Array.isArray(spans)) return fields.fail('"spans" must be an array');
  return spans.map((span: unknown) => {
    const values = new Map<string, unknown>(typeof span === 'object' && span !== null ? Object.entries(span) : []);
    const [type, start, end] = [values.get('type'), values.get('start'), values.get('end')];
    return typeof type === 'string' && typeof start === 'number' && typeof end === 'number' && start <= end
      ? { type, start, end }
      : fields.fail('"spans" must hold objects with "start", "end" and "type"');
  });
}

/** The data counts code points; findings count UTF-16 units. */
function inUnits(text: string, spans: readonly TypedSpan[]): readonly TypedSpan[] {
  if (!/[\ud800-\udbff]/.test(text)) return spans;
  const points = [...text];
  const units = (offset: number): number => points.slice(0, offset).join('').length;
  return spans.map(({ type, start, end }) => ({ type, start: units(start), end: units(end) }));
}
