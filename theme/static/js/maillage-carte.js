// <maillage-carte territoire="54" lang="fr">: the map of a directory in the page of another site.
// Nothing is asked for before it is about to be seen. What stands inside the element (a link to the list) is shown where
// JavaScript is missing, and below the map where it is not. No module: those of another site are only run where that site
// sends CORS headers, which not every host of static sites does.
(() => {
  const HOME = new URL("../../carte/integrer/", document.currentScript.src);
  const NOT_FACETS = new Set(["src", "lang", "title", "height", "id", "class", "style", "slot", "hidden", "dir"]);
  const STYLE = ":host { display: block } iframe { display: block; inline-size: 100%; border: 0 }";

  class MaillageCarte extends HTMLElement {
    static observedAttributes = ["src", "lang", "title", "height", "territoire"];

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const frame = document.createElement("iframe");
      frame.loading = "lazy";
      frame.referrerPolicy = "no-referrer";
      root.append(frame, document.createElement("slot"));
      this.#show(frame);
    }

    attributeChangedCallback() {
      const frame = this.shadowRoot?.querySelector("iframe");
      if (frame) this.#show(frame);
    }

    /** Every attribute that is not HTML's own is a parameter of the map: `territoire`, `kind`, `skill`… */
    get #address() {
      const address = new URL(this.getAttribute("src") ?? HOME, document.baseURI);
      if (this.lang) address.searchParams.set("langue", this.lang);
      for (const { name, value } of this.attributes) {
        if (NOT_FACETS.has(name) || /^(aria-|data-|on)/.test(name)) continue;
        for (const one of value.split(",")) address.searchParams.append(name, one.trim());
      }
      return address.href;
    }

    #show(frame) {
      frame.title = this.title || this.querySelector("a")?.textContent.trim() || "Carte";
      frame.height = this.getAttribute("height") ?? "520";
      if (frame.src !== this.#address) frame.src = this.#address;
    }
  }

  customElements.define("maillage-carte", MaillageCarte);
})();
