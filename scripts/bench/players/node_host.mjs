// Any JavaScript player behind lines on the standard input (lib/line_player.mjs).
//   node node_host.mjs MODULE OPTIONS-AS-JSON
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [module, options] = process.argv.slice(2);
const player = await (await import(module)).player(JSON.parse(options));

const commands = {
  version: () => player.version(),
  sound: (rate, ...path) => {
    player.sound(new Float32Array(Uint8Array.from(readFileSync(path.join(' '))).buffer), Number(rate));
  },
  prepare: (name) => player.prepare(name),
  run: (name, times) => player.run(name, Number(times)),
  result: (name, ...path) => writeFileSync(path.join(' '), Float32Array.from(player.result(name))),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(' ');
  try {
    console.log(`ok ${(await commands[command](...words)) ?? ''}`);
  } catch (error) {
    console.log(`error ${error.message.replaceAll('\n', ' ')}`);
  }
}
