// What tasks of a page's own thread cost in processor time. On the wall clock a task also takes what the machine does
// for others meanwhile; the processor time of its thread does not hold that.

/**
 * Records until the answer is called, which gives the longest task of any page and how many there were.
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<() => Promise<{count: number, longest_cpu_ms: number, longest_wall_ms: number}>>}
 */
export async function watchTasks(browser) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) if (event.ph === 'M' || event.name === RUN_TASK) events.push(event);
  });
  const traceConfig = { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    return summary(events);
  };
}

const RUN_TASK = 'ThreadControllerImpl::RunTask';

function summary(events) {
  const pages = new Set(
    events
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ ph, tdur, pid, tid }) => ph === 'X' && tdur >= 0 && pages.has(`${pid} ${tid}`));
  const longest = (key) => tasks.reduce((most, task) => Math.max(most, task[key]), 0) / 1000;
  return { count: tasks.length, longest_cpu_ms: longest('tdur'), longest_wall_ms: longest('dur') };
}
