import { expect, test } from 'vitest';
import { chart } from '../../eval/plot.ts';
import { rocAt } from '../../eval/statistics.ts';

const axis = { label: 'share', from: 0.01, to: 1, log: true, ticks: [[0.1, '10 %']] } as const;

test('puts points evenly on a logarithmic axis, and those outside at its end', () => {
  const svg = chart({
    title: 'A & B <c>',
    x: axis,
    y: { ...axis, from: 0, to: 1, log: false },
    lines: [
      {
        name: 'line',
        points: [
          [0, 0],
          [0.1, 0.5],
          [1, 1],
        ],
      },
    ],
    marks: { title: '', points: [] },
  });
  const [first = [], middle = [], last = []] = (/points="([^"]+)"/.exec(svg)?.[1] ?? '')
    .split(' ')
    .map((point) => point.split(',').map(Number));
  expect(middle[0]).toBeCloseTo(((first[0] ?? 0) + (last[0] ?? 0)) / 2);
  expect(middle[1]).toBeCloseTo(((first[1] ?? 0) + (last[1] ?? 0)) / 2);
  expect(last[1]).toBeLessThan(first[1] ?? 0);
  expect(svg).toContain('A &amp; B &lt;c&gt;');
});

test('moves a mark aside that would lie on another, and ties it to its place', () => {
  const point = { at: [0.1, 0.5] } as const;
  const points = [
    { name: 'one', ...point },
    { name: 'two', ...point },
    { name: 'far', at: [0.9, 0.9] as const },
  ];
  const svg = chart({
    title: '',
    x: axis,
    y: { ...axis, from: 0, log: false },
    lines: [],
    marks: { title: 'points:', points },
  });
  const places = [...svg.matchAll(/class="mark" cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => `${x} ${y}`);
  expect(new Set(places).size).toBe(3);
  expect(svg.match(/class="tie"/g)).toHaveLength(1);
});

test('rocAt gives the share above the cut of each rate', () => {
  const benign = Array.from({ length: 100 }, (_, i) => i / 100);
  expect(rocAt([0.985, 0.5], benign, [0.01, 0.1, 1])).toEqual([
    [0.01, 0.5],
    [0.1, 0.5],
    [1, 1],
  ]);
});
