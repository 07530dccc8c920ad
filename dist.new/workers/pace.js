// How fast a job goes and how long it will still take, from its last seconds: a slow start does not haunt the estimate.
const WINDOW_MS = 5000;
const MARK_EVERY_MS = 250;

export class Pace {
  /** @type {{time: number, count: number, amount: number}[]} */ #marks;

  /** @param {number} time  ms */
  constructor(time) {
    this.#marks = [{ time, count: 0, amount: 0 }];
  }

  /** @param {number} time  ms @param {number} count  items done @param {number} amount  of work done, in any unit */
  mark(time, count, amount) {
    const marks = this.#marks;
    const last = marks[marks.length - 1];
    if (marks.length > 1 && time - marks[marks.length - 2].time < MARK_EVERY_MS) {
      Object.assign(last, { time, count, amount });
      return;
    }
    marks.push({ time, count, amount });
    while (marks.length > 2 && time - marks[1].time >= WINDOW_MS) marks.shift();
  }

  /** Items a second; 0 while nothing is known. */
  get rate() {
    return this.#perSecond('count');
  }

  /** @param {number | null} left  of the work, in the unit of `amount` @returns {number | null}  seconds */
  secondsFor(left) {
    const speed = this.#perSecond('amount');
    return left === null || speed === 0 ? null : Math.max(0, left / speed);
  }

  /** @param {'count' | 'amount'} what */
  #perSecond(what) {
    const first = this.#marks[0];
    const last = this.#marks[this.#marks.length - 1];
    return last.time > first.time ? ((last[what] - first[what]) * 1000) / (last.time - first.time) : 0;
  }
}
