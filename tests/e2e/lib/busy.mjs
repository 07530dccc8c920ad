// A busy device: the engine's thread has other things to do. The page knows nothing of it.

/** @param {import('playwright-core').Page} page */
export function engineWorker(page) {
  const [worker, ...others] = page.workers();
  if (!worker || others.length > 0)
    throw new Error(`one worker, the engine, was expected, not ${page.workers().length}`);
  return worker;
}

/** From now on the engine is held up for `busyMs` again and again, with `freeMs` between. @param {import('playwright-core').Worker} worker */
export function starve(worker, busyMs, freeMs) {
  return worker.evaluate(
    ([busy, free]) => {
      globalThis.starving = true;
      const holdUp = () => {
        if (!globalThis.starving) return;
        const end = performance.now() + busy;
        while (performance.now() < end);
        setTimeout(holdUp, free);
      };
      setTimeout(holdUp);
    },
    [busyMs, freeMs],
  );
}

/** @param {import('playwright-core').Worker} worker */
export function relieve(worker) {
  return worker.evaluate(() => {
    globalThis.starving = false;
  });
}

/** The engine does nothing at all for so long. Resolves at its end. @param {import('playwright-core').Worker} worker @param {number} ms */
export function hold(worker, ms) {
  return worker.evaluate((busy) => {
    const end = performance.now() + busy;
    while (performance.now() < end);
  }, ms);
}

/** Writes down what the page says of itself and to a screen reader, until the answer is called. @param {import('playwright-core').Page} page */
export async function writeDown(page) {
  await page.evaluate(() => {
    const said = [document.querySelector('#live').textContent];
    const facts = [];
    new MutationObserver(() => said.push(document.querySelector('#live').textContent)).observe(
      document.querySelector('#live'),
      { childList: true, characterData: true, subtree: true },
    );
    setInterval(() => facts.push(window.emoscope.snapshot()), 50);
    window.written = { said, facts };
  });
  return () => page.evaluate(() => window.written);
}
