// Loads the page again when what it shows has changed. Only `maillage serve` sends this file.
const changes = new EventSource("/.live/changes");
changes.addEventListener("message", (event) => {
  const paths = JSON.parse(event.data);
  if (paths.length === 0 || paths.includes(decodeURI(location.pathname))) location.reload();
});
