/** Line charts as SVG, small and without a dependency. They follow the reader's light or dark scheme. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly log?: boolean;
  /** Where lines and labels stand. */
  readonly ticks: readonly (readonly [at: number, label: string])[];
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly dashed?: boolean;
}

export interface Mark {
  readonly name: string;
  readonly at: readonly [x: number, y: number];
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** Numbered points; `title` stands above their names. */
  readonly marks: { readonly title: string; readonly points: readonly Mark[] };
}

const WIDTH = 760;
const HEIGHT = 440;
const LEFT = 64;
const RIGHT = WIDTH - 200;
const TOP = 40;
const BOTTOM = HEIGHT - 56;

/** Readable on white and on black, and apart from each other without colour vision (Okabe and Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00'];

export function chart({ title, x, y, lines, marks }: Chart): string {
  const atX = scale(x, LEFT, RIGHT);
  const atY = scale(y, BOTTOM, TOP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    STYLE,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    text(LEFT, 22, title, 'title'),
    ...x.ticks.map(([at, label]) => tick(atX(at), TOP, atX(at), BOTTOM) + text(atX(at), BOTTOM + 18, label, 'middle')),
    ...y.ticks.map(([at, label]) => tick(LEFT, atY(at), RIGHT, atY(at)) + text(LEFT - 8, atY(at) + 4, label, 'end')),
    text((LEFT + RIGHT) / 2, HEIGHT - 14, x.label, 'middle'),
    `<g transform="translate(16 ${(TOP + BOTTOM) / 2}) rotate(-90)">${text(0, 0, y.label, 'middle')}</g>`,
    ...lines.map((line, i) => drawn(line, COLOURS[i % COLOURS.length] ?? '', atX, atY)),
    ...lines.map((line, i) => legend(line, COLOURS[i % COLOURS.length] ?? '', i)),
    ...marked(marks.points, atX, atY),
    text(RIGHT + 14, TOP + 30 + lines.length * 20, marks.title, 'small'),
    ...marks.points.map(({ name }, i) => text(RIGHT + 14, TOP + 50 + (lines.length + i) * 20, `${i + 1}. ${name}`)),
    '</svg>\n',
  ].join('\n');
}

const STYLE = `<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 14px; font-weight: 600 } .middle { text-anchor: middle } .end { text-anchor: end }
  .paper { fill: #ffffff } .grid { stroke: #d0d7de; stroke-width: 1 } .line { fill: none; stroke-width: 2 }
  .mark { fill: #ffffff; stroke: #24292f; stroke-width: 1.5 } .number { font-size: 10px; text-anchor: middle }
  .small { font-size: 11px } .dot { fill: #24292f } .tie { stroke: #24292f; stroke-width: 1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .paper { fill: #0d1117 } .grid { stroke: #30363d } .mark { fill: #0d1117; stroke: #e6edf3 }
    .dot { fill: #e6edf3 } .tie { stroke: #e6edf3 }
  }
</style>`;

type Scale = (value: number) => number;

/** Values outside the axis are drawn at its end. */
function scale({ from, to, log = false }: Axis, start: number, end: number): Scale {
  const on = (value: number): number => (log ? Math.log10(value) : value);
  return (value) => {
    const share = (on(Math.min(to, Math.max(from, value))) - on(from)) / (on(to) - on(from));
    return start + share * (end - start);
  };
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

const tick = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="grid" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"/>`;

const text = (x: number, y: number, content: string, className?: string): string =>
  `<text x="${short(x)}" y="${short(y)}"${className === undefined ? '' : ` class="${className}"`}>${escaped(content)}</text>`;

const stroke = (colour: string, { dashed = false }: Line): string =>
  `stroke="${colour}"${dashed ? ' stroke-dasharray="6 4"' : ''}`;

const drawn = (line: Line, colour: string, atX: Scale, atY: Scale): string =>
  `<polyline class="line" ${stroke(colour, line)} points="${line.points.map(([x, y]) => `${short(atX(x))},${short(atY(y))}`).join(' ')}"/>`;

function legend(line: Line, colour: string, i: number): string {
  const y = TOP + 10 + i * 20;
  return `<line class="line" ${stroke(colour, line)} x1="${RIGHT + 14}" y1="${y - 4}" x2="${RIGHT + 38}" y2="${y - 4}"/>${text(RIGHT + 44, y, line.name)}`;
}

/** Numbered circles. One that would lie on another is moved aside and tied to its place. */
function marked(marks: readonly Mark[], atX: Scale, atY: Scale): string[] {
  const taken: (readonly [number, number])[] = [];
  return marks.flatMap(({ at: [x, y] }, i) => {
    const [trueX, trueY] = [atX(x), atY(y)];
    const free = ASIDE.map(([dx, dy]) => [trueX + dx, trueY + dy] as const).find(([cx, cy]) =>
      taken.every(([ox, oy]) => Math.hypot(cx - ox, cy - oy) > 2 * RADIUS),
    ) ?? [trueX, trueY];
    taken.push(free);
    const [cx, cy] = free;
    const tie = `<line class="tie" x1="${short(trueX)}" y1="${short(trueY)}" x2="${short(cx)}" y2="${short(cy)}"/>`;
    return [
      ...(cx === trueX && cy === trueY
        ? []
        : [tie, `<circle class="dot" cx="${short(trueX)}" cy="${short(trueY)}" r="2.5"/>`]),
      `<circle class="mark" cx="${short(cx)}" cy="${short(cy)}" r="${RADIUS}"/>`,
      text(cx, cy + 3.5, String(i + 1), 'number'),
    ];
  });
}

const RADIUS = 8;
const ASIDE = [
  [0, 0],
  [0, -20],
  [0, 20],
  [20, 0],
  [-20, 0],
  [16, -20],
  [-16, -20],
  [16, 20],
  [-16, 20],
] as const;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
