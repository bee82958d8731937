// A worker that fetches files of the index, those of one question at once: the page has its hands free meanwhile.
async function read(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? { file: await answer.json() } : { error: `${answer.status} ${address}` };
  } catch (error) {
    return { error: String(error) };
  }
}

self.addEventListener("message", async ({ data: { turn, addresses } }) => {
  self.postMessage({ turn, found: await Promise.all(addresses.map(read)) });
});
self.postMessage({ ready: true });
