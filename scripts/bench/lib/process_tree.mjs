// What a browser's processes take of the machine, from /proc: processor time by kind and thread, and the largest memory.
import { readFileSync, readdirSync } from 'node:fs';

const TICK_S = 0.01; // of /proc/PID/stat, on every usual Linux
const EVERY_MS = 100;

/** @param {{id: number, type: string}[]} processes  as Chromium's SystemInfo.getProcessInfo tells them */
export function processTree(processes) {
  const renderers = processes.filter(({ type }) => type === 'renderer');
  let timer;
  let peak = 0;
  let first = 0;
  let before;
  const look = () => (peak = Math.max(peak, memory(renderers)));
  return {
    start() {
      first = memory(renderers);
      before = times(processes);
      timer = setInterval(look, EVERY_MS);
    },
    /** Seconds and bytes. */
    stop() {
      look();
      clearInterval(timer);
      const after = times(processes);
      const since = Object.fromEntries(Object.entries(after).map(([name, s]) => [name, s - (before[name] ?? 0)]));
      return { cpu_s: since, memory_before: first, memory_peak: peak };
    },
  };
}

/** Of their own: what they share with other programs is not counted. */
function memory(processes) {
  return processes.reduce((sum, { id }) => sum + anonymous(id), 0);
}

function anonymous(id) {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const kilo = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
    return 1024 * (kilo('RssAnon') + kilo('RssShmem'));
  } catch {
    return 0; // it has ended
  }
}

/** Processor seconds: of all, of the renderers, and of the renderers' threads by what they are for. */
function times(processes) {
  const sums = { all: 0, renderer: 0, page: 0, workers: 0, other: 0 };
  for (const { id, type } of processes) {
    for (const thread of threadsOf(id)) {
      const seconds = secondsOf(id, thread);
      sums.all += seconds;
      if (type !== 'renderer') continue;
      sums.renderer += seconds;
      if (thread === String(id)) sums.page += seconds;
      else if (nameOf(id, thread).startsWith('DedicatedWorker')) sums.workers += seconds;
      else sums.other += seconds;
    }
  }
  return sums;
}

function threadsOf(id) {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

function nameOf(id, thread) {
  try {
    return readFileSync(`/proc/${id}/task/${thread}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function secondsOf(id, thread) {
  try {
    const stat = readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return TICK_S * (Number(user) + Number(system));
  } catch {
    return 0;
  }
}
