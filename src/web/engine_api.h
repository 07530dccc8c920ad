// Every function the engine program (engine.wasm) exports. Plain numbers and byte buffers only; pointers are into the
// module's memory and valid until the next call. web/engine/*.js is the only caller. // [engine worker]
#pragma once
#include <cstddef>
#include <cstdint>

#include "web/program.h"

extern "C" {

// The contract of the model in a slot (0 the chosen one, 1 the one compared with): the text of card.json. Returns 0, or
// -1 (not a card, another recipe version, …). Sessions made or running use it from then on and forget what the slot
// said before; the model itself is run by web/engine/ort.js. A running clip cannot take a model that wants another form
// of the sound than was kept: its slot is emptied, and the clip must be begun anew.
EmoStatus emo_card_load(int slot, const char* json, std::size_t bytes);
void emo_card_clear(int slot);

// A session: source 0 live, 1 clip. Returns a handle ≥ 1, or -1 (rate outside 4000 … 768000 Hz).
// duration_s: a clip's whole length, 0 for live sound.
EmoStatus emo_session_create(int source, double sample_rate_hz, double duration_s, std::uint32_t generation);
void emo_session_destroy(int session);

// What can be run: the page's answer to requests is expected only for what is ready.
void emo_session_set_detector_ready(int session, int ready);         // Silero VAD loaded
void emo_session_set_model_state(int session, int slot, int state);  // ModelState; a clip waits for slot 0 to be ready,
                                                                     // and for slot 1 while it is loading

// Hands over sound at the device's rate, any block size, finite values. captured_at_ms: page clock when the newest
// sample entered the worklet. dropped_blocks: the worklet's running count.
EmoStatus emo_session_push(int session, const float* samples, std::size_t count, double captured_at_ms,
                           std::uint32_t dropped_blocks);
// Clips: no more sound will come; the rest becomes due.
void emo_session_finish(int session);

// Inference. Call next until it returns 0; run what it asks for; answer; repeat.
//   1 speech detector: input float[kDetectorInput] at 16 kHz, state float[kDetectorState];
//     answer float[kDetectorAnswer]: probability, then the new state
//   2 emotion model in the slot emo_session_request_slot: input as its recipe gives it, row-major; of logmel64
//     float[frames × 64], 300 frames for a window, as many as there are (≥ 100) for a whole clip;
//     answer float[labels]: logits in the card's order, then valence and arousal if the card has dimensions
//   3 the next 100 ms for the emotion model in that slot, of a card with a stream: input float[stream.frames × 64],
//     state float[stream.state], or empty: what the model holds after hearing the recipe's floor for stream.memory
//     steps; answer as for a window, then float[stream.state]: the next state
int emo_session_next_request(int session);
int emo_session_request_slot(int session);
const float* emo_session_request_input(int session);
std::size_t emo_session_request_input_count(int session);
const float* emo_session_request_state(int session);
std::size_t emo_session_request_state_count(int session);
void emo_session_answer(int session, const float* values, std::size_t count, double elapsed_ms);

// Bytes of a snapshot (contract/snapshot.h) with all that is new since the last call. Copy them out at once.
const std::uint8_t* emo_session_snapshot(int session);
std::size_t emo_session_snapshot_size(int session);

// The last sound of a live session, for hearing a moment again: 16 kHz mono, ending at end_s, at most 60 s back.
const float* emo_session_recent(int session, double end_s, double seconds);
std::size_t emo_session_recent_count();

// ---- the Features room (contract/features_view.h). One view for the sound that is open; opening forgets the last.
// generation: the blocks carry it. A clip gets room for its samples at emo_features_clip_samples, to be filled before
// the next call (a copy on the way would double the memory of a long clip). -1: no samples, or a rate outside 4000 …
// 768000 Hz.
EmoStatus emo_features_open_clip(std::size_t count, double sample_rate_hz, std::uint32_t generation);
float* emo_features_clip_samples();
EmoStatus emo_features_open_live(double sample_rate_hz, std::uint32_t generation);
void emo_features_close();                                        // gives the memory back
void emo_features_push(const float* samples, std::size_t count);  // live sound, any block size
// bytes: FeatureRequest. 1: something is wanted; 0: nothing is; -1 with a sentence.
EmoStatus emo_features_request(const std::uint8_t* bytes, std::size_t size);
// One short step (some milliseconds): 1 done, 0 nothing is due. After 1 a block is ready, unless its size is 0 (a step
// towards one): copy it out and call again.
int emo_features_next();
const std::uint8_t* emo_features_block();
std::size_t emo_features_block_size();
// The numbers of every wanted pane from first_s to last_s as CSV, float precision, one row a frame, a header row with
// units. The text is at emo_features_csv_text then; -1 with a sentence if there is nothing, or too much.
EmoStatus emo_features_csv(double first_s, double last_s);
const char* emo_features_csv_text();
std::size_t emo_features_csv_text_size();

// ---- why a model answered so (contract/explanation.h): which part of a sound, in time and frequency, the probability
// of a label rests on. One at a time; opening forgets the last. The sound: mono, finite, at any rate of 4000 … 768000
// Hz, at most 10 s (live: the last 3 s are what the model saw). slot: whose card. label: an Emotion, −1 the most
// probable. 0, or −1 with a sentence (no card there, a label that model does not know, too long, NaN).
EmoStatus emo_explain_open(int slot, const float* samples, std::size_t count, double rate_hz, int label);
// When the sound began in its session or clip: the result's times count from there. Without it: 0.
void emo_explain_place(double start_s);
// 1: run that model on the input and answer with its output as for a session's request, then call again;
// 0: done, the result is there; −1 with a sentence. About 200 runs; between two calls nothing is lost by waiting, so
// the worker can serve live sound first.
EmoStatus emo_explain_next();
const float* emo_explain_input();
std::size_t emo_explain_input_count();
void emo_explain_answer(const float* values, std::size_t count);
double emo_explain_progress();  // 0 … 1
const std::uint8_t* emo_explain_result();
std::size_t emo_explain_result_size();  // 0: not done
void emo_explain_close();               // gives the memory back
}
