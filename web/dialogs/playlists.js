// The dialog for play-lists: the selection under a name, to be shown again, saved as a file, or opened from one.
import { fileName } from '../rooms/features/downloads.js';
import { PlayLists, fromText, rowsOfList, toJson, toM3u } from '../rooms/data/playlists.js';
import { button, element, labelled, openFrame, paragraph } from './frame.js';

const WHAT = 'A play-list holds the names of recordings in their order, not their sound.';
const NOT_KEPT = 'The play-lists are gone when this page is closed, unless you keep them on this device or save them.';
const NONE_YET = 'There is no play-list yet.';
const NAMELESS = 'Give the play-list a name first.';
const NOTHING_SELECTED = 'No recording is selected. Remove a filter, or open recordings first.';
const EXAMPLE = 'Happy and loud';

/** @param {number} count */
const recordings = (count) => `${count} ${count === 1 ? 'recording' : 'recordings'}`;
/** @param {number} missing @param {number} all */
const someMissing = (missing, all) =>
  missing === all
    ? 'None of its recordings is in what is open now. Open the recordings it was made of first.'
    : `${missing} of its ${recordings(all)} ${missing === 1 ? 'is' : 'are'} not in what is open now; the others are shown.`;

/** @type {PlayLists | null} */ let lists = null; // of this visit

/** @param {{controller: import('../rooms/data/controller.js').DataController, playLists?: PlayLists}} parts */
export async function showPlaylists({ controller, playLists }) {
  const own = playLists ?? (lists ??= new PlayLists());
  const frame = await openFrame({ title: 'Play-lists' });
  const said = element('p', { className: 'notice', role: 'status' });
  const shown = element('div');
  const name = element('input', { type: 'text', maxLength: 80, placeholder: EXAMPLE, autocomplete: 'off' });
  const selected = controller.facts()?.selected ?? 0;
  const form = element(
    'form',
    {},
    labelled('Name', name),
    element('button', { type: 'submit', className: 'primary' }, `Save the selection (${recordings(selected)})`),
  );
  const file = element('input', { type: 'file', accept: '.json,.m3u,.m3u8,application/json,audio/x-mpegurl' });
  frame.body.append(paragraph(WHAT), form, shown, labelled('Open a play-list from a file', file), said);

  /** Reports what fails. @param {() => Promise<string | void>} work */
  const attempt = async (work) => {
    try {
      said.textContent = (await work()) ?? '';
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
    await show();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      if (!name.value.trim()) return NAMELESS;
      const rows = await controller.selectedRows();
      if (rows.length === 0) return NOTHING_SELECTED;
      const list = {
        name: name.value.trim(),
        dataset: String(controller.facts()?.title ?? ''),
        paths: await controller.paths(rows),
      };
      const problem = await own.add(list);
      name.value = '';
      return problem || `“${list.name}” holds ${recordings(rows.length)}.`;
    });
  });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    attempt(async () => {
      const list = fromText(chosen.name, await chosen.text());
      file.value = '';
      return (await own.add(list)) || `“${list.name}” was opened: ${recordings(list.paths.length)}.`;
    });
  });

  /** @param {import('../rooms/data/playlists.js').PlayList} list */
  const open = async (list) => {
    const { rows, missing } = rowsOfList(await controller.paths(await controller.allRows()), list);
    if (rows.length === 0) return someMissing(missing, list.paths.length);
    await controller.showOnly(`play-list ${list.name}`, rows);
    if (missing > 0) controller.notify(someMissing(missing, list.paths.length));
    return frame.close();
  };
  /** @param {import('../rooms/data/playlists.js').PlayList} list @param {'json' | 'm3u8'} ending @param {string} text */
  const save = (list, ending, text) => {
    const type = ending === 'json' ? 'application/json' : 'audio/x-mpegurl';
    controller.files.saveFile(new Blob([text], { type }), fileName({ sound: list.name, room: 'play-list', ending }));
  };

  async function show() {
    const all = await own.all();
    const items = all.map((list) =>
      element(
        'li',
        {},
        element(
          'span',
          {},
          `${list.name}: ${recordings(list.paths.length)}${list.dataset ? ` of ${list.dataset}` : ''} `,
        ),
        named(
          button('Show', () => attempt(() => open(list))),
          list,
        ),
        named(
          button('Save as JSON', () => save(list, 'json', toJson(list))),
          list,
        ),
        named(
          button('Save as M3U', () => save(list, 'm3u8', toM3u(list))),
          list,
        ),
        named(
          button('Remove', () => attempt(() => own.remove(list.name))),
          list,
        ),
      ),
    );
    const keep = button('Keep on this device', () => attempt(() => own.keepAll()));
    const isKept = all.length === 0 || (await own.isAllowed());
    shown.replaceChildren(
      ...(all.length > 0 ? [element('ul', { className: 'playlists' }, ...items)] : [paragraph(NONE_YET, 'quiet')]),
      ...(isKept ? [] : [paragraph(NOT_KEPT, 'quiet'), keep]),
    );
  }
  await attempt(async () => {});
}

/** A reader hears whose button it is. @param {HTMLButtonElement} control @param {{name: string}} list */
function named(control, { name }) {
  control.setAttribute('aria-label', `${control.textContent}: ${name}`);
  return control;
}
