// Dark or light, motion or none: the system's setting until the person chooses.

const BACKGROUND = { dark: '#0f1216', light: '#fafbfc' };

/** @param {import('./store.js').Store} store @param {import('./settings.js').SettingsMemory} memory */
export function followAppearance(store, memory) {
  const prefersLight = matchMedia('(prefers-color-scheme: light)');
  const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
  const apply = () => {
    store.set({
      theme: memory.values.theme ?? (prefersLight.matches ? 'light' : 'dark'),
      text_scale: clamp(memory.values.view?.text_scale ?? 1, 0.8, 1.6),
      reduced_motion: prefersStill.matches,
    });
    document.documentElement.dataset.theme = store.state.theme;
    document.documentElement.style.setProperty('--text-scale', String(store.state.text_scale));
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BACKGROUND[store.state.theme]);
  };
  prefersLight.addEventListener('change', apply);
  prefersStill.addEventListener('change', apply);
  apply();
  return {
    apply,
    toggleTheme() {
      memory.save({ theme: store.state.theme === 'dark' ? 'light' : 'dark' });
      apply();
    },
  };
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
