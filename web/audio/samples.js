// The four short clips for people without a microphone, made by scripts/make_samples.sh. They are
// synthetic speech, and both views say so.

export const SAMPLES = Object.freeze([
  { file: 'samples/cheerful.wav', title: 'Cheerful' },
  { file: 'samples/sorrowful.wav', title: 'Sorrowful' },
  { file: 'samples/furious.wav', title: 'Furious' },
  { file: 'samples/matter_of_fact.wav', title: 'Matter of fact' },
]);
