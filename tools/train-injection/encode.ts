import type { Small, SmallModel } from './train.ts';

/** The module that is shipped: weights in base64, and the few numbers beside them. */
export function moduleOf({ near, wide, balance }: SmallModel): string {
  return [
    '/** Written by `npm run train:injection`; docs/injection-model.md says from what and how well. */',
    'export const trained = {',
    `  balance: ${balance},`,
    ...part('near', near),
    ...part('wide', wide),
    '} as const;',
    '',
  ].join('\n');
}

function part(name: string, { weights, unit, bias }: Small): string[] {
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  return [
    `  ${name}: {`,
    `    unit: ${unit},`,
    `    bias: ${bias},`,
    `    weights:`,
    `      '${bytes.toString('base64')}',`,
    '  },',
  ];
}
