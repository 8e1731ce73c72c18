/** One thing that is wrong with a policy file. */
export interface PolicyProblem {
  /** From 1. */
  readonly line: number;
  /** Keys from the top, joined by ` > `; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A policy file that cannot be used, with all that is wrong with it. A policy is used whole or not at all. */
export class PolicyError extends Error {
  readonly file: string;
  readonly problems: readonly PolicyProblem[];

  constructor(file: string, problems: readonly PolicyProblem[], options?: ErrorOptions) {
    super(problems.map((problem) => `${file}:${textOf(problem)}`).join('\n'), options);
    this.name = 'PolicyError';
    this.file = file;
    this.problems = problems;
  }
}

const textOf = ({ line, path, message }: PolicyProblem): string =>
  `${line}: ${path === '' ? '' : `${path}: `}${message}.`.replace(/\.\.$/, '.');
