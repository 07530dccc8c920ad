import { FeaturesController } from './controller.js';

/** @type {import('../../shell/room_set.js').Room} */
export const features = {
  name: 'features',
  label: 'Features',
  title: 'Features of the sound: Emoscope',
  needsPicture:
    'The Features room is a drawing and needs WebGL2, which this browser does not give. Allow hardware acceleration in the browser’s settings or use another browser; listening and files work here, in words.',
  wire({ store, bridge, engine, sound, act, notify, requestFrame, drawNow }) {
    const controller = new FeaturesController({ store, bridge, engine, notify, drawn: drawNow });
    return {
      handlers: {
        play_region: (again) => {
          const { start_s, end_s } = controller.region;
          return sound.playRegion({ startS: start_s, endS: end_s, loop: again === 1 });
        },
        export_picture: () => controller.savePicture(),
        export_numbers: () => controller.saveNumbers(),
      },
      afterFrame: () => controller.ask(),
      takeBlock(bytes) {
        controller.take(bytes);
        requestFrame();
      },
      key({ key, repeat }) {
        const { playing, source } = store.state;
        if (key !== ' ' || !(playing || source === 'clip')) return false;
        if (!repeat) act(playing ? 'pause_clip' : 'play_clip');
        return true;
      },
      facts: () => controller.facts(),
    };
  },
};
