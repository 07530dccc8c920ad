// In the page, from the development server only: reloads it once it is outdated, and shows why a build failed.
const own = Number(new URL(import.meta.url).search.slice(1));
const words = document.createElement('pre');
words.setAttribute('role', 'alert');
Object.assign(words.style, {
  position: 'fixed',
  inset: 'auto 0 0 0',
  zIndex: 9,
  margin: 0,
  padding: '1em',
  maxHeight: '50%',
  overflow: 'auto',
  font: '13px monospace',
  background: '#300',
  color: '#fdd',
});

new EventSource(new URL('events', import.meta.url)).onmessage = ({ data }) => {
  const { version, failure } = JSON.parse(data);
  if (version !== own) return location.reload();
  words.textContent = failure;
  if (failure) document.body.append(words);
  else words.remove();
};
