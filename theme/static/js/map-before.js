// What Leaflet must know before Folium's script makes the map: the reader's language, and whether movement disturbs.
(() => {
  const frame = document.querySelector("[data-map]");
  if (!frame || !window.L) return;
  const words = JSON.parse(frame.dataset.words);
  L.Control.Zoom.mergeOptions({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches)
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
})();
