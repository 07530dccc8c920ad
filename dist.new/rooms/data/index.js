import { importModule } from '../../wasm/load_program.js';
import { DataRoomLoader } from './loader.js';

const ACTIONS = /** @type {const} */ ([
  'data_open',
  'data_recognised',
  'data_compute',
  'data_export',
  'data_storage',
  'data_cancel',
  'data_open_row',
  'data_playlist',
]);

/** @type {import('../../shell/room_set.js').Room} */
export const data = {
  name: 'data',
  label: 'Data',
  title: 'Data: recordings, counted, charted and heard: Emoscope',
  needsPicture:
    'The charts, the table and the player of the Data room are drawn with WebGL2, which this browser does not give. A sound file can be opened here all the same.',
  wire({ base, store, bridge, sound: { clips, player }, act, notify, requestFrame, drawNow }) {
    const loader = new DataRoomLoader({
      store,
      notify,
      load: async (attempt) => {
        // A browser may keep that an address failed; another one is asked for anew.
        const address = new URL(`rooms/data/controller.js${attempt > 1 ? `?attempt=${attempt}` : ''}`, base);
        const { DataController } = /** @type {typeof import('./controller.js')} */ (await importModule(address));
        return new DataController({ base, store, bridge, clips, player, act, notify, requestFrame, drawn: drawNow });
      },
    });
    return {
      handlers: Object.fromEntries(ACTIONS.map((action) => [action, loader.action(action)])),
      afterFrame: () => loader.controller?.ask(),
      clipChanged: () => loader.controller?.clipChanged(),
      clipEnded: () => loader.controller?.ended(),
      key: ({ key }) => loader.controller?.key(key) ?? false,
      drop(transfer) {
        loader.controller?.drop(transfer).catch((error) => notify(error.message, 'error'));
        return loader.controller !== null;
      },
      facts: () => loader.controller?.facts() ?? null,
    };
  },
};
