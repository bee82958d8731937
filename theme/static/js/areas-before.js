// Shows the frame before Folium's script measures it, and tells Leaflet the reader's language and whether movement disturbs.
(() => {
  const frame = document.querySelector("[data-areas-map]");
  if (!frame || !window.L) return;
  frame.hidden = false;
  L.Control.Zoom.mergeOptions({ zoomInTitle: frame.dataset.zoomIn, zoomOutTitle: frame.dataset.zoomOut });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches)
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
})();
