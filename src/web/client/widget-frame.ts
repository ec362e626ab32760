/**
 * For pages that frame the widget: gives each frame of the gateway that this script came from the height of its content.
 * Nobody else is listened to.
 */
(() => {
  const { currentScript } = document;
  if (!(currentScript instanceof HTMLScriptElement)) return;
  const { origin } = new URL(currentScript.src);
  window.addEventListener('message', ({ origin: from, source, data }: MessageEvent<unknown>) => {
    if (from !== origin || typeof data !== 'object' || data === null) return;
    const { type, height } = data as { type?: unknown; height?: unknown };
    if (type !== 'lotse-height' || typeof height !== 'number' || !(height > 0 && height < 50_000)) return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = `${height}px`;
  });
})();
