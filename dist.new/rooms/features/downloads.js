// What a person takes along from the Features room: a picture of what is seen, or its numbers.

/**
 * “angry voice_features_0.50-2.25s.csv”: what it is of, and when.
 * @param {{sound: string, room: string, ending: string, startS?: number, endS?: number}} of  sound: a file's name or ""
 */
export function fileName({ sound, room, ending, startS, endS }) {
  const stem = sound
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80);
  const when =
    startS === undefined || endS === undefined ? '' : `_${Math.max(0, startS).toFixed(2)}-${endS.toFixed(2)}s`;
  return `${stem || 'live'}_${room}${when}.${ending}`;
}

/**
 * In device pixels, whole ones, inside the canvas; null if nothing of it is there.
 * @param {{x: number, y: number, w: number, h: number}} box  CSS pixels
 * @param {{width: number, height: number, cssWidth: number}} canvas
 */
export function pixelsOf(box, { width, height, cssWidth }) {
  const ratio = width / cssWidth;
  const left = Math.max(0, Math.round(box.x * ratio));
  const top = Math.max(0, Math.round(box.y * ratio));
  const right = Math.min(width, Math.round((box.x + box.w) * ratio));
  const bottom = Math.min(height, Math.round((box.y + box.h) * ratio));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/**
 * Copies a part of the canvas; only in the task in which it was drawn, afterwards it is empty.
 * @param {HTMLCanvasElement} canvas
 * @param {{x: number, y: number, w: number, h: number}} box  CSS pixels
 * @returns {HTMLCanvasElement | null}
 */
export function copyOf(canvas, box) {
  const cssWidth = canvas.getBoundingClientRect().width;
  const part = pixelsOf(box, { width: canvas.width, height: canvas.height, cssWidth });
  if (!part) return null;
  const { left, top, width, height } = part;
  const copy = Object.assign(document.createElement('canvas'), { width, height });
  copy.getContext('2d')?.drawImage(canvas, left, top, width, height, 0, 0, width, height);
  return copy;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>} */
export const pngOf = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));

const KEPT_MS = 60000; // some browsers read the address only after the person has chosen a place

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
