// “Open recordings”: every place that sounds can come from.
import { canPickFolder, filesSource, folderSource, pickFolder } from '../sources/open.js';
import * as say from '../rooms/data/opening_sentences.js';
import { button, element, openFrame, paragraph } from './frame.js';
import { hubPart } from './hub_part.js';

const REPOSITORY = 'MahiA/RAVDESS';

/** @param {{opening: import('../rooms/data/opening.js').Opening}} parts */
export async function showOpen({ opening }) {
  const kept = await opening.keptDatasets.list();
  const frame = await openFrame({ title: 'Open recordings', onClose: () => hub.end() });

  /** Closes the dialog first: what follows says itself how it goes. @param {() => Promise<unknown>} open */
  const go = (open) => {
    frame.close();
    open().catch((error) => opening.notify(error.message, 'error'));
  };
  const hub = hubPart({ repository: REPOSITORY, open: (source, place) => go(() => opening.openSource(source, place)) });

  frame.body.append(
    paragraph(say.PRIVATE),
    part('From this device', ...fromDevice(opening, go)),
    part('From the Hugging Face hub', hub.element),
    part(
      'Without any sound',
      paragraph(say.RAVDESS_LICENCE, 'quiet'),
      button('RAVDESS without sound', () => go(() => opening.openEmbedded())),
    ),
  );
  if (kept.length > 0) {
    const buttons = kept.map((set) =>
      button(`${set.title}, ${say.counted(set.recordings, 'recording', 'recordings')}`, () =>
        go(() => opening.openKept(set)),
      ),
    );
    frame.body.append(part('Kept on this device', element('div', { className: 'row' }, ...buttons)));
  }
}

/** @param {import('../rooms/data/opening.js').Opening} opening @param {(open: () => Promise<unknown>) => void} go */
function fromDevice(opening, go) {
  const files = element('input', { type: 'file', multiple: true, hidden: true, accept: say.ACCEPTED });
  const folder = element('input', { type: 'file', hidden: true, webkitdirectory: true });
  files.setAttribute('aria-label', 'Files');
  folder.setAttribute('aria-label', 'Folder');
  for (const input of [files, folder]) {
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])];
      if (chosen.length > 0) go(() => opening.openSource(filesSource(chosen)));
    });
  }
  const askForFolder = async () => {
    if (!canPickFolder()) return folder.click();
    const handle = await pickFolder();
    if (handle) go(() => opening.openSource(folderSource(handle)));
  };
  return [
    element(
      'div',
      { className: 'row' },
      button('Choose a folder', () => askForFolder().catch(({ message }) => opening.notify(message, 'error')), {
        primary: true,
      }),
      button('Choose files or a zip', () => files.click()),
    ),
    paragraph(say.DROP_HINT, 'quiet'),
    files,
    folder,
  ];
}

/** @param {string} title @param {...Node} children */
const part = (title, ...children) => element('section', {}, element('h3', {}, title), ...children);
