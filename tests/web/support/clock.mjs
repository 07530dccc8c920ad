// A clock that stands still until the test moves it, in place of performance.now(): what is done in slices of time can
// then be counted, whatever else the machine does.

/** @param {import('node:test').TestContext} t @returns {{now: number}}  milliseconds; put back when the test ends */
export function ownClock(t) {
  const clock = { now: 0 };
  t.mock.method(performance, 'now', () => clock.now);
  return clock;
}
