/** The panel: the page of the integration in Home Assistant's side bar. */

class IPComPanel extends HTMLElement {
  connectedCallback() {
    this.textContent = "IPCom";
  }
}

if (!customElements.get("ipcom-panel")) {
  customElements.define("ipcom-panel", IPComPanel);
}
