// Written by scripts/generate_contract.mjs; do not edit. What src/contract and the keys of src/**/*_api.h declare.

export const FIELD_COUNT = 10;
export const CORE_RATE_HZ = 16000;
export const WINDOW_SAMPLES = 48000;
export const WINDOW_HOP_SAMPLES = 1600;
export const MIN_HEARD_SAMPLES = 16000;
export const DETECTOR_CONTEXT = 64;
export const DETECTOR_CHUNK = 512;
export const DETECTOR_INPUT = 576;
export const DETECTOR_STATE = 256;
export const DETECTOR_ANSWER = 257;
export const MODEL_SLOTS = 2;
export const COLUMN_HOP_SAMPLES = 160;
export const DISPLAY_FFT_SIZE = 1024;
export const DISPLAY_BINS = 513;
export const MAX_CLIP_COLUMNS = 2048;
export const DB_FLOOR = -120;
export const DB_STEP = 0.5;
export const HISTORY_SECONDS = 60;
export const NO_CODE = 65535;
export const NO_ROW = 4294967295;
export const DATA_CHART_COUNT = 8;
export const DATA_VIEW_VERSION = 2;
export const EMOTION_COUNT = 8;
export const EXPLANATION_MAGIC = 1280333893;
export const EXPLANATION_VERSION = 1;
export const MAX_EXPLAINED_SECONDS = 10;
export const PANE_GROUP_COUNT = 3;
export const PANE_COUNT = 13;
export const MEASURE_COUNT = 8;
export const FEATURE_REQUEST_MAGIC = 1363497542;
export const FEATURE_BLOCK_MAGIC = 1263288902;
export const FEATURES_VIEW_VERSION = 1;
export const LIVE_FEATURE_SECONDS = 60;
export const SNAPSHOT_MAGIC = 1397706053;
export const SNAPSHOT_VERSION = 3;

export const ACTIONS = Object.freeze(
  /** @type {const} */ ([
    'none',
    'start_listening',
    'stop_listening',
    'open_file',
    'play_sample',
    'play_clip',
    'pause_clip',
    'seek_clip',
    'close_clip',
    'choose_device',
    'replay_moment',
    'toggle_theme',
    'dismiss_notice',
    'retry_model',
    'reload_page',
    'show_room',
    'play_region',
    'export_picture',
    'export_numbers',
    'choose_model',
    'compare_model',
    'show_card',
    'explain',
    'close_explanation',
    'data_open',
    'data_recognised',
    'data_compute',
    'data_export',
    'data_storage',
    'data_cancel',
    'data_open_row',
    'data_playlist',
    'player_rate',
    'player_volume',
    'player_loop',
    'player_follow',
    'player_stop',
  ]),
);
/** @typedef {typeof ACTIONS[number]} Action */

export const FIELDS = Object.freeze(
  /** @type {const} */ ([
    'corpus',
    'emotion',
    'intensity',
    'statement',
    'repetition',
    'actor',
    'sex',
    'modality',
    'channel',
    'split',
  ]),
);
/** @typedef {typeof FIELDS[number]} Field */

export const DATA_CHARTS = Object.freeze(
  /** @type {const} */ (['distribution', 'cross_table', 'histogram', 'spread', 'map', 'split', 'compare', 'files']),
);
/** @typedef {typeof DATA_CHARTS[number]} DataChart */

export const DATA_SORTS = Object.freeze(/** @type {const} */ (['path', 'field', 'number']));
/** @typedef {typeof DATA_SORTS[number]} DataSort */

export const MAP_FEATURES = Object.freeze(/** @type {const} */ (['mlp180', 'embedding']));
/** @typedef {typeof MAP_FEATURES[number]} MapFeatures */

export const MAP_METHODS = Object.freeze(/** @type {const} */ (['pca', 'tsne']));
/** @typedef {typeof MAP_METHODS[number]} MapMethod */

export const SPLIT_WAYS = Object.freeze(
  /** @type {const} */ (['none', 'random', 'stratified', 'speaker_independent', 'protocol_folds']),
);
/** @typedef {typeof SPLIT_WAYS[number]} SplitWay */

export const DATA_CHIP_KINDS = Object.freeze(
  /** @type {const} */ (['words', 'number', 'search', 'lasso', 'draw', 'problem']),
);
/** @typedef {typeof DATA_CHIP_KINDS[number]} DataChipKind */

export const EMOTIONS = Object.freeze(
  /** @type {const} */ (['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised']),
);
/** @typedef {typeof EMOTIONS[number]} Emotion */

export const PANE_LOOKS = Object.freeze(
  /** @type {const} */ (['wave', 'lines', 'pitch', 'formants', 'decibels', 'diverging', 'shares']),
);
/** @typedef {typeof PANE_LOOKS[number]} PaneLook */

export const PANE_AXIS = Object.freeze(/** @type {const} */ (['values', 'hertz', 'mel', 'coefficients', 'notes']));
/** @typedef {typeof PANE_AXIS[number]} PaneAxis */

export const PANE_ROWS = Object.freeze(/** @type {const} */ (['fixed', 'bins', 'n_mels', 'n_mfcc']));
/** @typedef {typeof PANE_ROWS[number]} PaneRows */

export const PANE_GROUPS = Object.freeze(/** @type {const} */ (['quick', 'formants', 'pitch']));
/** @typedef {typeof PANE_GROUPS[number]} PaneGroup */

export const PANE_SOURCES = Object.freeze(/** @type {const} */ (['spectra', 'voice', 'feature']));
/** @typedef {typeof PANE_SOURCES[number]} PaneSource */

export const VALUE_SCALE_KINDS = Object.freeze(
  /** @type {const} */ (['from_zero', 'both_signs', 'symmetric', 'level']),
);
/** @typedef {typeof VALUE_SCALE_KINDS[number]} ValueScaleKind */

export const READ_AS = Object.freeze(/** @type {const} */ (['number', 'hertz', 'decibels']));
/** @typedef {typeof READ_AS[number]} ReadAs */

export const PANES = Object.freeze(
  /** @type {const} */ ([
    'waveform',
    'spectrogram',
    'mel',
    'mfcc',
    'delta',
    'chroma',
    'pitch',
    'formants',
    'intensity',
    'shape',
    'zcr',
    'onset',
    'slope',
  ]),
);
/** @typedef {typeof PANES[number]} Pane */

export const SUMMARYS = Object.freeze(/** @type {const} */ (['samples', 'mean', 'range']));
/** @typedef {typeof SUMMARYS[number]} Summary */

export const MEASURES = Object.freeze(
  /** @type {const} */ ([
    'duration',
    'rms',
    'f0_mean',
    'f0_range',
    'speaking_rate',
    'clipped_share',
    'onset_strength',
    'spectral_slope',
  ]),
);
/** @typedef {typeof MEASURES[number]} Measure */

export const ANALYSIS_WINDOWS = Object.freeze(/** @type {const} */ (['hann', 'hamming', 'blackman', 'boxcar']));
/** @typedef {typeof ANALYSIS_WINDOWS[number]} AnalysisWindow */

export const BLOCK_KINDS = Object.freeze(/** @type {const} */ (['decibels', 'numbers']));
/** @typedef {typeof BLOCK_KINDS[number]} BlockKind */

export const CAPTURE_STATES = Object.freeze(
  /** @type {const} */ (['idle', 'asking', 'starting', 'listening', 'denied', 'no_device', 'failed']),
);
/** @typedef {typeof CAPTURE_STATES[number]} CaptureState */

export const MODEL_STATES = Object.freeze(/** @type {const} */ (['absent', 'loading', 'ready', 'failed']));
/** @typedef {typeof MODEL_STATES[number]} ModelState */

export const VERDICTS = Object.freeze(/** @type {const} */ (['waiting', 'no_speech', 'unsure', 'emotion']));
/** @typedef {typeof VERDICTS[number]} Verdict */

export const LEVEL_HINTS = Object.freeze(/** @type {const} */ (['ok', 'too_quiet', 'clipping']));
/** @typedef {typeof LEVEL_HINTS[number]} LevelHint */

export const SOURCES = Object.freeze(/** @type {const} */ (['live', 'clip']));
/** @typedef {typeof SOURCES[number]} Source */

export const THEMES = Object.freeze(/** @type {const} */ (['dark', 'light']));
/** @typedef {typeof THEMES[number]} Theme */

export const ROOM_NAMES = Object.freeze(/** @type {const} */ (['listen', 'features', 'data']));
/** @typedef {typeof ROOM_NAMES[number]} RoomName */

export const UI_NUMBERS = Object.freeze(
  /** @type {const} */ ([
    'capture_state',
    'model_state',
    'bytes_loaded',
    'bytes_total',
    'playhead_s',
    'playing',
    'theme',
    'text_scale',
    'reduced_motion',
    'source',
    'device_index',
    'unsure_threshold',
    'latency_column_ms',
    'latency_prediction_ms',
    'clip_busy',
    'room',
    'model_index',
    'compared_index',
    'compared_state',
    'captured_now_s',
  ]),
);
/** @typedef {typeof UI_NUMBERS[number]} UiNumber */

export const UI_TEXTS = Object.freeze(
  /** @type {const} */ ([
    'notice',
    'notice_kind',
    'clip_name',
    'devices',
    'model_name',
    'model_note',
    'sample_names',
    'version',
    'models',
    'card',
  ]),
);
/** @typedef {typeof UI_TEXTS[number]} UiText */

export const UI_SETTINGS = Object.freeze(
  /** @type {const} */ (['text_scale', 'frequency_axis', 'colour_map', 'decibel_range', 'projector', 'plane']),
);
/** @typedef {typeof UI_SETTINGS[number]} UiSetting */
