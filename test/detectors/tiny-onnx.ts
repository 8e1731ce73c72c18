/** Writes a small ONNX text classifier: the mean of two numbers for each token, multiplied, as logits. Protocol buffers by hand. */
const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
};
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, content: string): number[] => bytes(field, [...Buffer.from(content)]);

const FLOAT = 1;
const INT64 = 7;

const tensor = (name: string, dims: readonly number[], values: readonly number[]): number[] => [
  ...dims.flatMap((dim) => number(1, dim)),
  ...number(2, FLOAT),
  ...text(8, name),
  ...bytes(9, [...Buffer.from(Float32Array.from(values).buffer)]),
];
const port = (name: string, type: number, dims: readonly string[]): number[] => [
  ...text(1, name),
  ...bytes(
    2,
    bytes(1, [
      ...number(1, type),
      ...bytes(
        2,
        dims.flatMap((dim) => bytes(1, text(2, dim))),
      ),
    ]),
  ),
];
const node = (
  kind: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly number[] = [],
): number[] => [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(4, kind), ...attributes];

/** @param table two numbers for each token id: for the harmless class, and for the other */
export function tinyOnnx(table: readonly (readonly [number, number])[]): Uint8Array {
  const axes = bytes(5, [...text(1, 'axes'), ...number(8, 1), ...number(20, 7)]);
  const keepdims = bytes(5, [...text(1, 'keepdims'), ...number(3, 0), ...number(20, 2)]);
  const graph = [
    ...bytes(1, node('Gather', ['table', 'input_ids'], 'tokens')),
    ...bytes(1, node('ReduceMean', ['tokens'], 'mean', [...axes, ...keepdims])),
    ...bytes(1, node('MatMul', ['mean', 'weights'], 'logits')),
    ...text(2, 'tiny'),
    ...bytes(5, tensor('table', [table.length, 2], table.flat())),
    ...bytes(5, tensor('weights', [2, 2], [8, 0, 0, 8])),
    ...bytes(11, port('input_ids', INT64, ['batch', 'length'])),
    ...bytes(12, port('logits', FLOAT, ['batch', 'classes'])),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ''), ...number(2, 13)])]);
}
