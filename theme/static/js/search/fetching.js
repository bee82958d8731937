// How files of the index come: by a worker, together those that are asked for at one time; by the page itself until that is
// there, or where there is none.

async function direct(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

class Batches {
  constructor(worker) {
    Object.assign(this, { worker, turn: 0, waiting: [], sent: new Map() });
    worker.addEventListener("message", ({ data }) => this.settle(data));
  }

  ask(address) {
    return new Promise((resolve, reject) => {
      if (!this.waiting.length) queueMicrotask(() => this.send());
      this.waiting.push({ address, resolve, reject });
    });
  }

  send() {
    this.turn += 1;
    this.sent.set(this.turn, this.waiting);
    this.worker.postMessage({ turn: this.turn, addresses: this.waiting.map(({ address }) => address) });
    this.waiting = [];
  }

  settle({ turn, found = [] }) {
    const asked = this.sent.get(turn);
    this.sent.delete(turn);
    found.forEach(({ file, error }, index) => (error ? asked[index].reject(new Error(error)) : asked[index].resolve(file)));
  }
}

/** A function from the name of a file below `base` to what is in it; fails where it cannot be had. */
export function fetching(base) {
  let batches = null;
  try {
    const worker = new Worker(new URL("./reader.js", import.meta.url));
    worker.addEventListener("message", () => { batches = new Batches(worker); }, { once: true });
  } catch {
    // no workers here
  }
  return (name) => {
    const { href } = new URL(`${base}${name}`, document.baseURI);
    return batches ? batches.ask(href) : direct(href);
  };
}
