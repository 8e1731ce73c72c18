/** The chunks of a model pass as they come, but for what may not leave: also where it is cut in two, and in arguments of tools. */
import assert from 'node:assert/strict';
import { openAiChunks, pipeline, redact } from 'crewguard';
import { z } from 'zod';

const agents = pipeline().use(redact({ ...openAiChunks })); // anthropicChunks and aiSdkChunks are for the others

const said = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });
const asked = (pieces: string) => ({
  choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: pieces } }] } }],
});
const ended = { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };

// In earnest the chunks are those of a model.
const chat = agents.stream('agent:chat', z.string(), async function* () {
  for (const piece of ['I write to ann@ac', 'me.exam', 'ple now. ']) yield said(piece);
  for (const piece of ['{"to": "ann@ac', 'me.example", "subject": "He', 'llo"}']) yield asked(piece);
  yield ended;
});

let text = '';
let toolArguments = '';
for await (const chunk of chat('Write to Ann.')) {
  console.log(JSON.stringify(chunk));
  for (const { delta } of chunk.choices) {
    if ('content' in delta) text += delta.content;
    if ('tool_calls' in delta) for (const call of delta.tool_calls) toolArguments += call.function.arguments;
  }
}
assert.equal(text, 'I write to [redacted:email] now. ');
assert.deepEqual(JSON.parse(toolArguments), { to: '[redacted:email]', subject: 'Hello' });
