// Sound that our own program does not read (AAC, Opus …; also that of videos), by the browser's decoders: Mediabunny finds the
// packets, so that the sound keeps its own rate and begins where it began. decodeAudioData comes last: it gives everything
// at one rate, and what lay before the sound with it.
import { library } from '../formats/vendor.js';
import { stopping } from '../workers/failure.js';

const LAST_RATE_HZ = 48000;

/** codec: as WebCodecs calls it; "" if only the browser knows @typedef {{buffer: AudioBuffer, codec: string}} Media */
/** @typedef {{first: number, planes: Float32Array<ArrayBuffer>[]}} Piece  first: of its frames, counted from the sound's beginning */

/** Rejects if the browser cannot read it either. @param {ArrayBuffer} bytes @returns {Promise<Media>} */
export async function decodeMedia(bytes) {
  const media = await library('media', 'videos and compressed sound').catch((error) => {
    throw stopping(error.message, { cause: error });
  });
  const input = new media.Input({ source: new media.BufferSource(bytes), formats: media.FORMATS });
  const track = await input.getPrimaryAudioTrack().catch(() => null);
  if (track && (await track.canDecode())) {
    const pieces = await piecesOf(new media.AudioSampleSink(track));
    // Matroska (WebM) does not tell how long its last packet is.
    const isTold = !/Matroska|WebM/.test((await input.getFormat()).name);
    const duration_s = isTold ? await track.computeDuration() : Infinity;
    if (pieces.length > 0) return { buffer: joined(pieces, pieces[0].rate, duration_s), codec: await track.getCodec() };
  }
  const context = new OfflineAudioContext(1, 1, LAST_RATE_HZ);
  return { buffer: await context.decodeAudioData(bytes), codec: '' };
}

/** @param {any} sink @returns {Promise<(Piece & {rate: number})[]>} */
async function piecesOf(sink) {
  const pieces = [];
  for await (const sample of sink.samples()) {
    const { numberOfChannels, numberOfFrames, sampleRate, timestamp } = sample;
    const planes = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(numberOfFrames);
      sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    sample.close();
    pieces.push({ first: Math.round(timestamp * sampleRate), planes, rate: sampleRate });
  }
  return pieces;
}

/**
 * What lies before the beginning and behind the end is the encoder's.
 * @param {Piece[]} pieces @param {number} rate @param {number} duration_s @returns {AudioBuffer}
 */
function joined(pieces, rate, duration_s) {
  const end = pieces.reduce((last, { first, planes }) => Math.max(last, first + planes[0].length), 0);
  const length = Math.min(end, Math.round(duration_s * rate));
  const numberOfChannels = pieces.reduce((most, { planes }) => Math.max(most, planes.length), 1); // an hour has 150 000
  const buffer = new AudioBuffer({ length, numberOfChannels, sampleRate: rate });
  for (const { first, planes } of pieces) {
    planes.forEach((plane, channel) => {
      const from = Math.max(0, -first);
      if (from < plane.length && first < length) buffer.copyToChannel(plane.subarray(from), channel, first + from);
    });
  }
  return buffer;
}
