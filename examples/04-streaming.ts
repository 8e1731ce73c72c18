/** Streams take the same guards: a key cut over two chunks is redacted, and leaving early frees what was held. */
import assert from 'node:assert/strict';
import { concurrency, pipeline, redact } from 'crewguard';
import { z } from 'zod';

const key = ['sk', 'live', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('_'); // put together here, so that this file holds none
const words = ['The key is ', key.slice(0, 9), key.slice(9, 20), key.slice(20), ', and now ', 'something else.'];
let stopped = false;

const chat = pipeline()
  .use(redact())
  .use(concurrency({ limit: 1 }))
  .stream('agent:chat', z.string(), async function* (_question, call) {
    call.signal.addEventListener('abort', () => {
      stopped = true;
    });
    yield* words;
  });

let answer = '';
for await (const chunk of chat('What is the key?')) answer += chunk;
console.log(answer);
assert(!answer.includes(key.slice(9)), 'no part of the key gets out');
assert.match(answer, /^The key is \[redacted:[a-z-]+\], and now something else\.$/);
assert.equal(stopped, false);

for await (const chunk of chat('And again?')) {
  assert(chunk.length > 0);
  break; // the reader has seen enough
}
assert.equal(stopped, true, 'the callee was told to stop');

let again = ''; // the one slot is free
for await (const chunk of chat('Once more?')) again += chunk;
assert.equal(again, answer);
