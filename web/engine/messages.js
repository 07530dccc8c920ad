// What the page and the engine worker say to each other. Types only.

/**
 * What the page asks of the engine (web/workers/calls.js). useModel: slot 0 is the chosen model, null the default one;
 * slot 1 is compared with it, null nothing. wanted: names by slot. label −1: the most probable. featuresRequest and
 * explain: src/contract/features_view.h, explanation.h. clockOffsetMs: Date.now() − performance.now() of the page.
 * @typedef {object} EngineApi
 * @property {(port: MessagePort, sampleRateHz: number, clockOffsetMs: number) => void} startLive
 * @property {() => void} stopLive
 * @property {(bytes: ArrayBuffer) => Promise<Decoded>} decode
 * @property {(clip: number, samples: Float32Array, sampleRateHz: number) => void} startClip
 * @property {() => void} stopClip
 * @property {(endS: number, seconds: number) => Float32Array<ArrayBuffer>} recent
 * @property {(bytes: ArrayBuffer) => void} featuresRequest
 * @property {(firstS: number, lastS: number) => string} featuresCsv
 * @property {(fresh: boolean, wanted: (string | null)[]) => Promise<void>} loadModels
 * @property {(slot: number, name: string | null) => Promise<void>} useModel
 * @property {(source: 'live' | 'clip', startS: number, endS: number, label: number) => Promise<ArrayBuffer>} explain
 * @property {() => void} cancelExplain
 */

/**
 * What the engine tells unasked.
 * @typedef {SnapshotMessage
 *   | {type: 'feature_block', bytes: ArrayBuffer}
 *   | {type: 'models', index: ModelIndex}
 *   | ModelMessage
 *   | {type: 'explain_progress', share: number}
 *   | {type: 'progress', loaded: number, total: number}
 *   | {type: 'problem', message: string}} FromEngine
 */

/**
 * bytes: src/contract/snapshot.h, only forwarded here. predicted: holds a new answer of the model.
 * clip: the number of the clip it is of, as in startClip; 0 for live sound. done: the clip is analysed to its end.
 * context_s: the audio thread's clock when the newest sound was captured; 0 for clips.
 * @typedef {{type: 'snapshot', source: 'live' | 'clip', clip: number, bytes: ArrayBuffer, captured_s: number,
 *   captured_at_ms: number, context_s: number, predicted: boolean, done: boolean}} SnapshotMessage
 */

/**
 * card: of the model that answers, also while another one is loading; null: none does.
 * @typedef {{type: 'model', slot: number, state: import('../generated/contract.js').ModelState, card: Card | null}} ModelMessage
 */

/**
 * models/index.json; scripts/models writes it from the cards.
 * @typedef {object} ModelIndex
 * @property {string} default
 * @property {string} [speech_detector]
 * @property {number} [runtime_bytes]
 * @property {ModelEntry[]} models
 */
/**
 * @typedef {object} ModelEntry
 * @property {string} name  of its folder
 * @property {string} [title]
 * @property {string} [family]  main model, baseline or first
 * @property {number} [bytes]
 * @property {number} [parameters]
 * @property {number} [ua]
 * @property {string} [ua_note]  the protocol that the number was measured by
 * @property {string} [licence]
 * @property {string} [summary]
 * @property {number} [speed_ms]  one run in ONNX Runtime Web
 */

/**
 * What the page reads of models/NAME/card.json; the engine (C++) reads and checks the rest.
 * @typedef {object} Card
 * @property {string} name
 * @property {string} [title]
 * @property {string} [note]  one line for people; else made of the two below
 * @property {{ua_mean?: number}} [metrics]
 * @property {string} [protocol]  in words
 * @property {string} sha256  of the onnx file
 * @property {number} [bytes]  of the onnx file
 * @property {string} [file]  "model.onnx" if absent
 * @property {{name?: string, version?: number}} [recipe]
 * @property {{shape: number[]}} [input]
 * @property {{name?: string, shape?: number[]}} [output]
 * @property {{name?: string, shape?: number[]}} [dimensions]
 * @property {StreamContract} [stream]  the graph that listening runs; src/session/card.h tells what each part means
 * @property {string[]} [labels]
 * @property {number} [unsure_below]
 */

/** @typedef {{file: string, sha256: string, bytes?: number, frames: number, state: number, memory: number}} StreamContract */

/**
 * channels: of the file; trimmed_s: what its encoder had put before the sound and behind it; hints: sentences on what is
 * unusual and what was done about it.
 * @typedef {{samples: Float32Array, sample_rate_hz: number, channels: number, trimmed_s: number[], hints: string[]}} Decoded
 */

/**
 * A message of the audio thread. batch: transferred, sent back for reuse; the first `filled` frames count.
 * @typedef {{batch: Float32Array, filled: number, endFrame: number, droppedBlocks: number, wallMs: number}} SoundBatch
 */

export {};
