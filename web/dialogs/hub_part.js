// The hub's part of “Open recordings”: first what the dataset is and its licence, then, after another press, its files.
import { HUB_PRIVATE, counted } from '../rooms/data/opening_sentences.js';
import { button, element, labelled, paragraph } from './frame.js';

/** @typedef {import('../sources/hub/hub_remote.js').HubRemote} HubRemote */
/** @typedef {import('../sources/hub/hub_remote.js').HubSource} HubSource */

/**
 * @param {{repository: string, open: (source: HubSource & {attribution: string}, place: import('../rooms/data/opening.js').Place) => void,
 *   connect?: () => Promise<HubRemote>}} parts
 */
export function hubPart({ repository, open, connect = connectHub }) {
  const name = element('input', { type: 'text', value: repository, spellcheck: false, autocapitalize: 'off' });
  const answer = element('div', {});
  answer.setAttribute('role', 'status');
  /** @type {HubRemote | null} */ let remote = null; // of what was looked up and not opened
  let isOver = false;
  let asked = 0;

  const lookUp = async () => {
    const own = ++asked;
    answer.replaceChildren(paragraph('Asking the hub …', 'quiet'));
    const stop = new AbortController();
    try {
      const hub = (remote ??= await connect());
      if (isOver) return hub.close();
      const source = await hub.source({ repo: name.value, signal: stop.signal });
      if (own === asked && !isOver) answer.replaceChildren(...about(source, () => take(hub, source, stop)));
    } catch (error) {
      if (own === asked) answer.replaceChildren(paragraph(/** @type {Error} */ (error).message, 'notice'));
    }
    return undefined;
  };

  /** @param {HubRemote} hub @param {HubSource} source @param {AbortController} stop */
  const take = (hub, source, stop) => {
    remote = null; // it lives on with what is open
    open({ ...source, attribution: attributionOf(source) }, { hub: { close: () => (stop.abort(), hub.close()) } });
  };

  const form = element(
    'form',
    { className: 'row' },
    labelled('Dataset', name),
    element('button', { type: 'submit' }, 'Look it up'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    lookUp();
  });
  return {
    element: element('div', {}, paragraph(HUB_PRIVATE, 'quiet'), form, answer),
    /** The dialog was closed. */
    end() {
      isOver = true;
      remote?.close();
      remote = null;
    },
  };
}

/** @param {HubSource} source @param {() => void} open */
function about({ title, info }, open) {
  const { licence, downloads, modified } = info;
  const facts = [
    licence ? `Licence: ${licence}.` : 'It names no licence: ask its owner before you use it.',
    Number.isFinite(downloads) ? `${counted(downloads, 'download', 'downloads')} last month.` : '',
    Number.isFinite(modified) ? `Changed on ${new Date(modified).toISOString().slice(0, 10)}.` : '',
  ];
  return [paragraph(`${title}. ${facts.filter(Boolean).join(' ')}`), button(`Open ${title}`, open, { primary: true })];
}

/** @param {HubSource} source */
function attributionOf({ title, info: { licence } }) {
  return `${title}, from huggingface.co; ${licence ? `licence ${licence}` : 'it names no licence'}.`;
}

/** Only now is the part of the page loaded that can speak with the hub. */
async function connectHub() {
  return (await import('../sources/hub/hub_remote.js')).connectHub();
}
