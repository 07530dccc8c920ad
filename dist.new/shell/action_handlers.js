// What the person asks for, carried out.
import { SAMPLES } from '../audio/samples.js';
import { ANOTHER_WAS_CHOSEN, EXPLANATION_ENDED, EXPLANATION_REPLACED } from './sentences.js';

/**
 * @typedef {object} HandlerParts
 * @property {URL} base  the page's folder
 * @property {import('./store.js').Store} store
 * @property {ReturnType<typeof import('../audio/sound.js').createSound>} sound
 * @property {import('../models/models_controller.js').ModelsController} models
 * @property {import('../models/explanation_controller.js').ExplanationController} explanation
 * @property {(number: number) => void} showRoom
 * @property {Partial<import('./actions.js').ActionTable>} ofRooms  the actions that only one room asks for
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
  models,
  explanation,
  showRoom,
  ofRooms,
  appearance,
  memory,
  notify,
  askForFile,
}) {
  const { engine, microphone, player, clips } = sound;
  return /** @type {import('./actions.js').ActionTable} */ ({
    ...ofRooms,
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
    show_room: showRoom,
    choose_model: (index) => unlessOverruled(models.choose(models.nameAt(index))),
    compare_model: (index) => unlessOverruled(models.compare(index < 0 ? null : models.nameAt(index))),
    show_card: (index) => models.showCard(index),
    explain: () => unlessOverruled(explanation.explain()),
    close_explanation: () => explanation.close(),
    player_rate: (rate) => sound.setPlayer({ rate }),
    player_volume: (volume) => sound.setPlayer({ volume }),
    player_loop: (loop) => sound.setPlayer({ loop: loop === 1 }),
    player_follow: (follow) => store.set({ player_follow: follow === 1 }),
    player_stop: () => player.stop(),
  });
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
 * The keys that work wherever one is: 1, 2, … go to the rooms; others belong to the room that is shown.
 * @param {number} rooms  how many exist
 * @param {ReturnType<typeof import('./actions.js').createDispatcher>} act
 * @param {(key: import('./keyboard.js').PageKey) => boolean} roomKey
 * @returns {(key: import('./keyboard.js').PageKey) => boolean}  whether the key was of use
 */
export function createPageKeys(rooms, act, roomKey) {
  return (pressed) => {
    const chosen = /^[1-9]$/.test(pressed.key) ? Number(pressed.key) - 1 : -1;
    if (chosen < 0 || chosen >= rooms) return roomKey(pressed);
    act('show_room', chosen);
    return true;
  };
}
