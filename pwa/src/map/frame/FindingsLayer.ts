import * as L from 'leaflet';
import { groupClose } from './grouping';
import { type MapFinding, makeMarker, makePlate, onUse, popupOf } from './markers';

type Group = readonly [MapFinding, ...MapFinding[]];

/** As far as the corners of a plate: what stands on the map hardly ever covers its neighbour. */
const APART_PX = 72;
const PADDING: L.PointTuple = [60, 60];

/**
 * The findings on a map: alone or on plates, one of them chosen. Those that lie close to the chosen
 * one are counted on its marker.
 */
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

  #groups(): Group[] {
    const findings = this.#visible();
    const chosenFirst = [
      ...findings.filter(({ id }) => id === this.#chosen),
      ...findings.filter(({ id }) => id !== this.#chosen),
    ];
    const zoom = this.map.getZoom();
    const spotOf = (f: MapFinding): L.Point => this.map.project([f.latitude, f.longitude], zoom);
    return groupClose(chosenFirst, spotOf, APART_PX);
  }

  #draw(): void {
    this.#layer.clearLayers();
    this.#markers.clear();
    for (const group of this.#groups()) {
      const [first] = group;
      if (group.length === 1 || first.id === this.#chosen) this.#addMarker(first, group);
      else this.#addPlate(group);
    }
    this.#mark(true);
  }

  #addMarker(finding: MapFinding, group: Group): void {
    const marker = makeMarker(finding, group.length - 1);
    this.#markers.set(finding.id, marker);
    onUse(marker, () => {
      if (group.length > 1 && finding.id === this.#chosen) this.#part(group);
      else this.#take(finding);
    });
    this.#layer.addLayer(marker);
  }

  #addPlate(group: Group): void {
    const plate = makePlate(group);
    onUse(plate, () => this.#part(group));
    this.#layer.addLayer(plate);
  }

  #take(finding: MapFinding): void {
    this.choose(finding.id);
    this.#markers.get(finding.id)?.getElement()?.focus({ preventScroll: true });
    this.onChoose(finding.id);
  }

  /** Come nearer until a group falls apart; where it never does, go through it one by one. */
  #part(group: Group): void {
    const bounds = L.latLngBounds(group.map((f) => L.latLng(f.latitude, f.longitude)));
    const zoom = this.map.getBoundsZoom(bounds, false, L.point(PADDING).multiplyBy(2));
    if (Math.min(zoom, this.map.getMaxZoom()) > this.map.getZoom()) {
      this.map.fitBounds(bounds, { padding: PADDING });
      return;
    }
    const at = group.findIndex(({ id }) => id === this.#chosen);
    const next = group[(at + 1) % group.length];
    if (next) this.#take(next);
  }
}
