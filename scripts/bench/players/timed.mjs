// A player made of functions: name → () => { step, result }.

/** @param {string} version @param {Record<string, (samples: Float32Array, rate: number) => {step(): void, result(): ArrayLike<number>}>} makers */
export function timedPlayer(version, makers) {
  const cases = new Map();
  let clip = { samples: new Float32Array(0), rate: 0 };
  return {
    version: () => version,
    sound: (samples, rate) => (clip = { samples, rate }) && undefined,
    prepare(name) {
      if (!Object.hasOwn(makers, name)) throw new Error(`${version} does not compute ${name}`);
      cases.set(name, makers[name](clip.samples, clip.rate));
    },
    run(name, times) {
      const { step } = cases.get(name);
      const begin = performance.now();
      for (let i = 0; i < times; i += 1) step();
      return (performance.now() - begin) / 1000;
    },
    result(name) {
      const { step, result } = cases.get(name);
      step();
      return result();
    },
  };
}

/** The frames that the FFT cases transform; as kFft… in cases.cpp. */
export const FFT = { size: 2048, hop: 512, frames: 32 };
export function fftFrames(samples) {
  const first = Math.floor(samples.length / 3);
  return Array.from({ length: FFT.frames }, (_, t) =>
    samples.slice(first + t * FFT.hop, first + t * FFT.hop + FFT.size),
  );
}
