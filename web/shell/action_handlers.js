// What the person asks for, carried out.
import { SAMPLES } from '../audio/samples.js';
import { ANOTHER_WAS_CHOSEN, EXPLANATION_ENDED, EXPLANATION_REPLACED } from './sentences.js';
import { ROOM_NAMES } from '../generated/contract.js';

/**
 * @typedef {object} HandlerParts
 * @property {URL} base  the page's folder
 * @property {import('./store.js').Store} store
 * @property {ReturnType<typeof import('../audio/sound.js').createSound>} sound
 * @property {import('../rooms/features/controller.js').FeaturesController} features
 * @property {import('../models/models_controller.js').ModelsController} models
 * @property {import('../models/explanation_controller.js').ExplanationController} explanation
 * @property {import('../rooms/data/loader.js').DataRoomLoader} data
 * @property {ReturnType<typeof import('./rooms.js').followAddress>} rooms
 * @property {ReturnType<typeof import('./appearance.js').followAppearance>} appearance
 * @property {import('./settings.js').SettingsMemory} memory
 * @property {(message: string) => void} notify
 * @property {() => void} askForFile
 */

/** @param {HandlerParts} parts @returns {import('./actions.js').ActionTable} */
export function createActionHandlers({
  base,
  store,
  sound,
  features,
  models,
  explanation,
  data,
  rooms,
  appearance,
  memory,
  notify,
  askForFile,
}) {
  const { engine, microphone, player, clips } = sound;
  return {
    start_listening: () => {
      if (clips.isOpen) clips.close();
      player.pause(); // else the microphone would hear it
      return microphone.start();
    },
    stop_listening: () => microphone.stop(),
    open_file: askForFile,
    play_sample: async (index) => {
      const { title, file } = SAMPLES[index];
      await clips.openAddress(title, new URL(file, base));
      player.play();
    },
    play_clip: () => player.play(),
    pause_clip: () => player.pause(),
    seek_clip: (seconds) => player.seek(seconds),
    close_clip: () => clips.close(),
    choose_device: (index) => {
      memory.save({ device_id: sound.deviceId(index) });
      return microphone.choose(sound.deviceId(index));
    },
    replay_moment: (endS) => sound.replayMoment(endS),
    toggle_theme: () => appearance.toggleTheme(),
    dismiss_notice: () => notify(''),
    retry_model: () => {
      notify('');
      engine.loadModels(true);
    },
    reload_page: () => location.reload(),
    show_room: (index) => rooms.show(ROOM_NAMES[index]),
    play_region: (again) => {
      const { start_s, end_s } = features.region;
      return sound.playRegion({ startS: start_s, endS: end_s, loop: again === 1 });
    },
    export_picture: () => features.savePicture(),
    export_numbers: () => features.saveNumbers(),
    choose_model: (index) => unlessOverruled(models.choose(models.nameAt(index))),
    compare_model: (index) => unlessOverruled(models.compare(index < 0 ? null : models.nameAt(index))),
    show_card: (index) => models.showCard(index),
    explain: () => unlessOverruled(explanation.explain()),
    close_explanation: () => explanation.close(),
    data_open: data.action('data_open'),
    data_recognised: data.action('data_recognised'),
    data_compute: data.action('data_compute'),
    data_export: data.action('data_export'),
    data_storage: data.action('data_storage'),
    data_cancel: data.action('data_cancel'),
    data_open_row: data.action('data_open_row'),
    data_playlist: data.action('data_playlist'),
    player_rate: (rate) => sound.setPlayer({ rate }),
    player_volume: (volume) => sound.setPlayer({ volume }),
    player_loop: (loop) => sound.setPlayer({ loop: loop === 1 }),
    player_follow: (follow) => store.set({ player_follow: follow === 1 }),
    player_stop: () => player.stop(),
  };
}

/** A newer action of the same person is not a failure. @param {Promise<unknown>} action */
async function unlessOverruled(action) {
  try {
    await action;
  } catch (error) {
    const overruled = [ANOTHER_WAS_CHOSEN, EXPLANATION_ENDED, EXPLANATION_REPLACED];
    if (!overruled.includes(/** @type {Error} */ (error).message)) throw error;
  }
}

/**
 * The keys that work wherever one is: 1, 2, … go to the rooms; in Features, Space plays and pauses; in Data, the player's.
 * @param {import('./store.js').Store} store
 * @param {ReturnType<typeof import('./actions.js').createDispatcher>} act
 * @param {() => import('../rooms/data/controller.js').DataController | null} [dataController]
 * @returns {(key: import('./keyboard.js').PageKey) => boolean}  whether the key was of use
 */
export function createPageKeys(store, act, dataController = () => null) {
  return ({ key, repeat }) => {
    const { room, playing, source } = store.state;
    const chosen = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
    if (chosen >= 0 && chosen < ROOM_NAMES.length) {
      act('show_room', chosen);
      return true;
    }
    if (room === 'data' && dataController()?.key(key)) return true;
    if (key !== ' ' || room !== 'features' || !(playing || source === 'clip')) return false;
    if (!repeat) act(playing ? 'pause_clip' : 'play_clip');
    return true;
  };
}
