// Our own core as WebAssembly, in node and in a page alike.

/** @param {{program: string}} options  address of emoscope_bench.mjs */
export async function player({ program }) {
  const wasm = await (await import(program)).default();
  const names = new Map();
  const pointerTo = (name) => {
    if (!names.has(name)) names.set(name, wasm.stringToNewUTF8(name));
    return names.get(name);
  };
  return {
    version: () => wasm.UTF8ToString(wasm._emo_bench_compiler()),
    sound(samples, rate) {
      const pointer = wasm._emo_bench_sound(rate, samples.length);
      wasm.HEAPF32.set(samples, pointer / 4);
    },
    prepare(name) {
      if (wasm._emo_bench_prepare(pointerTo(name)) !== 0) throw new Error(wasm.UTF8ToString(wasm._emo_bench_error()));
    },
    run: (name, times) => wasm._emo_bench_run(pointerTo(name), times),
    result(name) {
      const first = wasm._emo_bench_result(pointerTo(name)) / 4;
      return wasm.HEAPF32.slice(first, first + wasm._emo_bench_result_count());
    },
  };
}
