// Sound files from the file dialogue or dropped anywhere on the page.

/**
 * @param {{input: HTMLInputElement, overlay: HTMLElement, onFiles: (files: File[]) => void,
 *   onDrop?: (transfer: DataTransfer) => boolean}} parts  onDrop: true if it takes what was dropped
 * @returns {{ask: () => void}}  opens the dialogue; only inside a click
 */
export function watchFiles({ input, overlay, onFiles, onDrop = () => false }) {
  const take = (/** @type {FileList | null | undefined} */ files) => {
    if (files?.length) onFiles([...files]);
  };
  input.addEventListener('change', () => {
    take(input.files);
    input.value = ''; // so that the same file can be chosen again
  });

  const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  const show = (/** @type {boolean} */ visible) => (overlay.hidden = !visible);
  window.addEventListener('dragenter', (event) => show(holdsFiles(event)));
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) show(false);
  });
  window.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(false);
    if (event.dataTransfer && !onDrop(event.dataTransfer)) take(event.dataTransfer.files);
  });
  return { ask: () => input.click() };
}
