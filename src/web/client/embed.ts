import './styles/embed.css';

/** Tells the page around this frame how high the content is; see widget-frame.ts, which listens there. */
if (window.parent !== window) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: 'lotse-height', height }, '*');
  }).observe(document.body);
}
