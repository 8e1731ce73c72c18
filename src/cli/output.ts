/** Where a command writes, a line or more at a time. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** 0: yes. 1: no. 2: the question could not be answered. */
export type ExitCode = 0 | 1 | 2;
