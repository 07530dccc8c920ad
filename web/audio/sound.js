// What is heard: the engine, the microphone, the player and the open clip, connected.
import { CORE_RATE_HZ } from '../generated/contract.js';
import { ClipController, monoBuffer } from './clip.js';
import { EngineClient } from '../engine/client.js';
import { stopping } from '../workers/failure.js';
import { startWorker } from '../workers/start_worker.js';
import { importModule, whyUnusable } from '../wasm/load_program.js';
import { CaptureClock } from './capture_clock.js';
import { Microphone } from './microphone.js';
import { Player } from './playback.js';
import { NOTHING_TO_REPLAY, WOULD_HEAR_ITSELF, decoderMissing } from '../shell/sentences.js';

const MOMENT_S = 3;

/**
 * @typedef {object} SoundParts
 * @property {URL} base  the page's folder
 * @property {import('../shell/store.js').Store} store
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {(message: import('../engine/messages.js').SnapshotMessage) => void} onSnapshot
 * @property {(bytes: ArrayBuffer) => void} onFeatureBlock
 * @property {() => void} onClip  opened or closed
 * @property {() => void} onListening  to a new sound
 * @property {() => void} onEnd  the whole clip was heard to its end
 * @property {Pick<import('../engine/client.js').EngineClientParts, 'onModels' | 'onModel' | 'wantedModels' | 'onExplainProgress'>} models
 */

/** @param {SoundParts} parts */
export function createSound({ base, store, notify, onSnapshot, onFeatureBlock, onClip, onListening, onEnd, models }) {
  const engine = new EngineClient({
    createWorker: () => startWorker(new URL('engine/worker.js', base)),
    whyMissing: () => whyUnusable(new URL('engine/worker.js', base)),
    onSnapshot,
    onFeatureBlock,
    ...models,
    onProgress: (bytes_loaded, bytes_total) => store.set({ bytes_loaded, bytes_total }),
    onProblem: (message) => notify(message, 'error'),
    onRestart: () => {
      microphone.connectEngine();
      clips.resume();
    },
  });

  const microphone = new Microphone({
    mediaDevices: navigator.mediaDevices,
    createContext: () => new AudioContext({ latencyHint: 'interactive' }),
    createCaptureNode: (context, batchFrames) => createCaptureNode(base, context, batchFrames),
    onState: (capture_state, message) => {
      if (capture_state === 'idle') engine.stopLive();
      if (capture_state === 'listening') store.set({ source: 'live' });
      if (message) notify(message, 'error');
      else if (capture_state === 'asking') notify('');
      store.set({ capture_state });
    },
    onSound: (port, sampleRateHz) => {
      onListening();
      captureClock.begin(microphone.soundS ?? 0);
      engine.startLive(port, sampleRateHz);
    },
    onDevices: (list, chosenId) => {
      devices = list;
      const device_index = list.findIndex(({ id }) => id === chosenId);
      store.set({ devices: list.map(({ label }) => label), device_index });
    },
  });
  /** @type {{id: string, label: string}[]} */
  let devices = [];
  const captureClock = new CaptureClock();

  const player = new Player(
    createPlayerContext,
    () => store.set({ playing: player.playing, playhead_s: player.playheadS }),
    { onEnd },
  );

  const clips = new ClipController({
    store,
    engine,
    player,
    stopListening: () => microphone.stop(),
    async decodeInBrowser(bytes) {
      const { decodeMedia } = await importModule(new URL('media.js', import.meta.url)).catch((error) => {
        throw stopping(decoderMissing(error.message), { cause: error });
      });
      return decodeMedia(bytes);
    },
    notify,
    onClip,
  });

  return {
    engine,
    microphone,
    captureClock,
    player,
    clips,
    /** @param {number} index  into the list of devices */
    deviceId: (index) => devices[index]?.id ?? '',
    /** How clips are played. @param {{rate?: number, volume?: number, loop?: boolean}} options */
    setPlayer(options) {
      Object.assign(player, options);
      store.set({ player_rate: player.rate, player_volume: player.volume, player_loop: player.loop });
    },
    /** @param {number} endS  of captured sound */
    async replayMoment(endS) {
      const samples = await engine.recent(endS, MOMENT_S);
      if (samples.length === 0) return notify(NOTHING_TO_REPLAY);
      return player.playOnce(monoBuffer(samples, CORE_RATE_HZ));
    },
    /** Of the clip, or of the last minute of live sound. @param {import('./playback.js').Part} part */
    async playRegion({ startS, endS, loop }) {
      if (clips.isOpen) return player.playPart({ startS, endS, loop });
      if (store.state.capture_state === 'listening') return notify(WOULD_HEAR_ITSELF);
      const samples = await engine.recent(endS, Math.max(0, endS - startS));
      if (samples.length === 0) return notify(NOTHING_TO_REPLAY);
      return player.playPiece(monoBuffer(samples, CORE_RATE_HZ), endS - samples.length / CORE_RATE_HZ, loop);
    },
  };
}

/** @param {URL} base @param {AudioContext} context @param {number} batchFrames */
async function createCaptureNode(base, context, batchFrames) {
  await context.audioWorklet.addModule(new URL('audio/capture_worklet.js', base).href);
  return new AudioWorkletNode(context, 'emoscope-capture', {
    channelCount: 1,
    channelCountMode: 'explicit', // the browser mixes stereo microphones to one channel
    processorOptions: { batchFrames },
  });
}

/** @param {number} sampleRate  in Hz @returns {AudioContext}  of the output's rate where the browser does not offer this one */
function createPlayerContext(sampleRate) {
  try {
    return new AudioContext({ sampleRate });
  } catch {
    return new AudioContext();
  }
}
