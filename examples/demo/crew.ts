/** The crew is the same in every run: a researcher, a writer and a publisher, one after the other. */
export type Role = 'researcher' | 'writer' | 'publisher';

/** A model asks for a tool. `because` is the document that made it, where the model knows. */
export interface ToolRequest {
  readonly tool: string;
  readonly args: unknown;
  readonly because?: string;
}

/** Always answers: with the result as text, or with why there is none. */
export type UseTool = (request: ToolRequest) => Promise<string>;

export interface Part {
  readonly role: Role;
  readonly task: string;
  readonly use: UseTool;
  readonly signal: AbortSignal;
}

/** Plays one member of the crew and gives what it hands on. */
export interface Model {
  play(part: Part): Promise<string>;
}

export interface Brief {
  readonly topic: string;
}

type Member = (task: string) => Promise<string>;

export async function kickoff({ topic }: Brief, members: Readonly<Record<Role, Member>>): Promise<string> {
  const notes = await members.researcher(`${topic}`);
  const report = await members.writer(notes);
  await members.publisher(report);
  return report;
}
