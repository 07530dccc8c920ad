// Silero VAD as the page and the native program use it: of the npm package's file the branch for 16 kHz (the other half of
// its weights is for 8 kHz), in half precision. The input "sr" stays and is not looked at.
import { keepBranch } from './branch.mjs';
import { storeFloat16 } from './float16.mjs';

// What stays in full precision: the two layers would move the probability of speech by up to 0.005 on real speech (without
// them it is 0.001), and the Fourier basis by 0.006 on clear vowels; its repeating cosines compress better as they are.
const FULL = ['forward_basis', 'encoder.1.', 'encoder.2.'];

/** @param {Buffer} original  silero_vad_v6.onnx @returns {Buffer} */
export function speechDetector(original) {
  return storeFloat16(keepBranch(original, 'then_branch'), { keep: FULL }).model;
}
