import * as L from 'leaflet';
import { groupClose } from './grouping';
import { type MapFinding, makeMarker, makePlate, onUse, popupOf } from './markers';

const APART_PX = 56;
/** From this zoom on every finding stands for itself, even if markers touch. */
const NEAREST_ZOOM = 18;

/** The findings on a map: alone or on plates, one of them chosen. */
export class FindingsLayer {
  #markers = new Map<string, L.Marker>();
  #layer = L.layerGroup();
  #shown: ReadonlySet<string> | null = null;
  #chosen: string | null = null;
  popups = true;

  constructor(
    private readonly map: L.Map,
    private readonly findings: readonly MapFinding[],
    private readonly onChoose: (id: string) => void,
  ) {
    this.#layer.addTo(map);
    map.on('zoomend', () => this.#draw());
    this.#draw();
  }

  /** Show only these, or all. */
  show(ids: readonly string[] | null): void {
    this.#shown = ids && new Set(ids);
    this.#draw();
    const points = this.#visible().map(({ latitude, longitude }) => L.latLng(latitude, longitude));
    if (points.length > 0)
      this.map.fitBounds(L.latLngBounds(points), { padding: [48, 48], maxZoom: 17 });
  }

  /** Mark one finding and bring it into view; nothing is told to the page around. */
  choose(id: string | null): void {
    this.#mark(false);
    this.#chosen = id;
    const finding = this.findings.find((candidate) => candidate.id === id);
    if (!finding) {
      this.map.closePopup();
      return;
    }
    if (!this.#markers.has(finding.id)) this.#draw();
    this.#mark(true);
    const at = L.latLng(finding.latitude, finding.longitude);
    this.map.panInside(at, { padding: [90, 90] });
    if (this.popups) this.#openPopup(finding, at);
  }

  /** Change how the chosen marker looks without making it anew, so that it keeps the focus. */
  #mark(chosen: boolean): void {
    const marker = this.#chosen === null ? undefined : this.#markers.get(this.#chosen);
    marker?.getElement()?.classList.toggle('chosen', chosen);
    marker?.getElement()?.setAttribute('aria-pressed', String(chosen));
    marker?.setZIndexOffset(chosen ? 1000 : 0);
  }

  #openPopup(finding: MapFinding, at: L.LatLng): void {
    L.popup({ offset: [0, -14], maxWidth: 300, autoPanPadding: [24, 24] })
      .setLatLng(at)
      .setContent(popupOf(finding))
      .openOn(this.map);
  }

  #visible(): MapFinding[] {
    return this.findings.filter(({ id }) => this.#shown?.has(id) ?? true);
  }

  #groups(): MapFinding[][] {
    const findings = this.#visible();
    const zoom = this.map.getZoom();
    if (zoom >= NEAREST_ZOOM) return findings.map((finding) => [finding]);
    const chosen = findings.filter(({ id }) => id === this.#chosen);
    const others = findings.filter(({ id }) => id !== this.#chosen);
    const spotOf = (f: MapFinding): L.Point => this.map.project([f.latitude, f.longitude], zoom);
    return [...groupClose(others, spotOf, APART_PX), ...chosen.map((finding) => [finding])];
  }

  #draw(): void {
    this.#layer.clearLayers();
    this.#markers.clear();
    for (const group of this.#groups()) {
      const [first] = group;
      if (first && group.length === 1) this.#addMarker(first);
      else this.#addPlate(group);
    }
    this.#mark(true);
  }

  #addMarker(finding: MapFinding): void {
    const marker = makeMarker(finding);
    this.#markers.set(finding.id, marker);
    onUse(marker, () => {
      this.choose(finding.id);
      this.onChoose(finding.id);
    });
    this.#layer.addLayer(marker);
  }

  #addPlate(group: readonly MapFinding[]): void {
    const bounds = L.latLngBounds(group.map((f) => L.latLng(f.latitude, f.longitude)));
    const plate = makePlate(group, bounds.getCenter());
    onUse(plate, () => this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: NEAREST_ZOOM }));
    this.#layer.addLayer(plate);
  }
}
