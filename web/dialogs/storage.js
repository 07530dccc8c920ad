// “Kept on this device”: what this browser keeps, asked before, sized, and removed in one click.
import { keptDatasetsOf } from '../storage/kept_datasets.js';
import * as say from '../rooms/data/opening_sentences.js';
import { button, element, openFrame, paragraph } from './frame.js';

/** @param {{controller: import('../rooms/data/controller.js').DataController}} parts */
export async function showStorage({ controller }) {
  const keptDatasets = keptDatasetsOf(controller.store);
  const frame = await openFrame({ title: say.KEPT, wide: true });
  const problem = element('p', { className: 'notice' });
  problem.setAttribute('role', 'alert');
  const now = element('section', {});
  const list = element('section', {});
  frame.body.append(paragraph(say.KEEP_PRIVATE), problem, now, list);

  /** Reports what fails. @param {() => Promise<unknown>} work */
  const attempt = async (work) => {
    problem.textContent = '';
    try {
      await work();
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    }
    await draw();
  };

  const drawNow = async () => {
    const { title = '', rows = 0 } = controller.facts() ?? {};
    if (rows === 0) return now.replaceChildren();
    const bytes = await (await controller.dataService()).save();
    const { free, fits } = await keptDatasets.room(bytes.byteLength);
    const folder = /** @type {Record<string, any> | null} */ (controller.last)?.folder ?? null;
    const keep = button(
      'Keep on this device',
      () =>
        attempt(async () => {
          const { kept, why } = await controller.runJob({ verb: 'KeptDatasets', noun: 'MB' }, (parts) =>
            keptDatasets.keep({ title, recordings: rows, bytes, folder }, parts),
          );
          if (!kept && why) throw new Error(why);
        }),
      { primary: true, disabled: !fits },
    );
    return now.replaceChildren(
      element('h3', {}, 'Open now'),
      paragraph(say.toKeep(title, rows, bytes.byteLength, free)),
      element('p', {}, keep),
    );
  };

  const drawList = async () => {
    const { sets, others } = await keptDatasets.all();
    const title = element('h3', {}, say.keptSets(sets, others));
    if (sets.length + others === 0) return list.replaceChildren(title);
    const items = sets.map((set) =>
      element(
        'li',
        {},
        say.keptSet(set),
        element(
          'div',
          { className: 'row' },
          button(`Open ${set.title}`, () => {
            frame.close();
            controller.openKept(set).catch(({ message }) => controller.notify(message, 'error'));
          }),
          button(`Remove ${set.title}`, () => attempt(() => keptDatasets.remove(set.id))),
        ),
      ),
    );
    return list.replaceChildren(
      title,
      element('ul', { className: 'plain' }, ...items),
      element(
        'p',
        {},
        button('Remove everything', () => attempt(() => keptDatasets.removeAll())),
      ),
    );
  };

  const draw = async () => {
    await drawNow();
    await drawList();
  };
  await attempt(async () => {});
}
