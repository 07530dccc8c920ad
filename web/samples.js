// The four short clips for people without a microphone, made by scripts/make_samples.sh.

export const SAMPLES = Object.freeze([
  { file: 'samples/cheerful.wav', title: 'Cheerful (synthetic voice)' },
  { file: 'samples/sorrowful.wav', title: 'Sorrowful (synthetic voice)' },
  { file: 'samples/furious.wav', title: 'Furious (synthetic voice)' },
  { file: 'samples/matter_of_fact.wav', title: 'Matter-of-fact (synthetic voice)' },
]);
