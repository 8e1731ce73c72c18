// Imports one module and says what that did to the process. Copied into the folder where the package is installed.
import 'node:util'; // looks at standard output when it is loaded, which is Node's doing and not the package's

const state = () => ({
  resources: process.getActiveResourcesInfo().sort(),
  listeners: process.eventNames().map(String).sort(),
  globals: Object.getOwnPropertyNames(globalThis).sort(),
  environment: JSON.stringify(process.env),
});

const before = state();
const started = process.cpuUsage();
const module = await import(process.argv[2], process.argv[2].endsWith('.json') ? { with: { type: 'json' } } : {});
const { user, system } = process.cpuUsage(started);
const after = state();

process.stdout.write(JSON.stringify({ names: Object.keys(module), before, after, cpuMs: (user + system) / 1e3 }));
