import L from 'leaflet';
import { leafletLayer } from 'protomaps-leaflet';
import type { Kind } from '../ui/kinds';
import { markerSvg } from '../ui/marker';
import { groundStyle } from './frame/ground';
import { groupClose } from './frame/grouping';
import type { Ground } from './source';

// protomaps-leaflet expects Leaflet where a script tag would have put it.
(globalThis as unknown as { L: typeof L }).L = L;

/** protomaps-leaflet brings its own older types of the same archive. */
type LayerTiles = NonNullable<NonNullable<Parameters<typeof leafletLayer>[0]>['url']>;

export type Place = readonly [lon: number, lat: number];

/** One sign on the map. */
export interface MapSign {
  id: string;
  kind: Kind;
  place: Place;
  /** Read out for the sign. */
  name: string;
}

/** The signs of a map, and what happens when one is chosen. */
export interface Signs {
  signs: readonly MapSign[];
  chosen: readonly string[];
  /** All at one spot, in their order. */
  onchoose: (ids: readonly string[]) => void;
  /** Read out for a sign that stands for several. */
  groupName: (signs: readonly MapSign[]) => string;
}

/** Own position as the device knows it. */
export interface Position {
  place: Place;
  accuracy_m: number;
}

const NEAR = 17;
/** Signs closer than this cover each other: they share one. */
const APART_PX = 46;

const toLatLng = ([lon, lat]: Place): L.LatLngTuple => [lat, lon];

/** Leaflet, wrapped: a map with signs in list order, an own position and a pale ground. */
export class WalkMap {
  readonly #map: L.Map;
  readonly #signs = L.layerGroup();
  readonly #self = L.layerGroup();
  readonly #names = L.layerGroup();
  #ground: L.Layer | null = null;
  #shown: Signs | null = null;

  constructor(element: HTMLElement, label: string, start: Place, zoom: number) {
    this.#map = L.map(element, {
      center: toLatLng(start),
      zoom,
      minZoom: 9,
      maxZoom: 20,
      zoomControl: false,
      attributionControl: false,
      keyboardPanDelta: 60,
      zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
    element.setAttribute('role', 'application');
    element.setAttribute('aria-label', label);
    this.#signs.addTo(this.#map);
    // What covers each other changes with the zoom.
    this.#map.on('zoomend', () => this.#drawSigns());
    this.#self.addTo(this.#map);
    this.#names.addTo(this.#map);
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(this.#map);
  }

  get centre(): Place {
    const { lat, lng } = this.#map.getCenter().wrap();
    return [lng, lat];
  }

  /** Draw the ground, or leave the grid. */
  showGround(ground: Ground | null): void {
    this.#ground?.remove();
    this.#ground = null;
    if (!ground) return;
    const layer = leafletLayer({
      url: ground.tiles as unknown as LayerTiles,
      maxDataZoom: ground.basemap.max_zoom,
      attribution: '',
      ...groundStyle(),
    }) as unknown as L.Layer;
    this.#ground = layer.addTo(this.#map);
  }

  /**
   * Put the signs on the map, in this order, so that Tab walks them like the list. Those at one spot
   * share a sign with their number; choosing it chooses all of them.
   */
  showSigns(shown: Signs): void {
    this.#shown = shown;
    this.#drawSigns();
  }

  #drawSigns(): void {
    this.#signs.clearLayers();
    if (!this.#shown) return;
    const { signs, chosen, onchoose, groupName } = this.#shown;
    const spotOf = ({ place }: MapSign): L.Point => this.#map.project(toLatLng(place));
    for (const group of groupClose(signs, spotOf, APART_PX)) {
      const [first] = group;
      const ids = group.map(({ id }) => id);
      const isChosen = ids.some((id) => chosen.includes(id));
      const name = group.length === 1 ? first.name : groupName(group);
      this.#addSign(first, { name, count: group.length, isChosen }, () => onchoose(ids));
    }
  }

  #addSign(
    { kind, place }: MapSign,
    { name, count, isChosen }: { name: string; count: number; isChosen: boolean },
    choose: () => void,
  ): void {
    const badge = count > 1 ? `<b class="count">${count}</b>` : '';
    const html = markerSvg(kind, isChosen) + badge;
    const icon = L.divIcon({ className: 'sign', iconSize: [44, 44], html });
    const marker = L.marker(toLatLng(place), { icon, keyboard: true, alt: name });
    marker.addTo(this.#signs);
    marker.getElement()?.setAttribute('aria-label', name);
    marker.on('click', choose);
    marker.on('keypress', (event) => {
      if (event.originalEvent.key === 'Enter') choose();
    });
  }

  /** The own position as a sun dot in its circle of accuracy. */
  showPosition(position: Position | null): void {
    this.#self.clearLayers();
    if (!position) return;
    const at = toLatLng(position.place);
    L.circle(at, { radius: position.accuracy_m, className: 'accuracy', interactive: false }).addTo(
      this.#self,
    );
    const icon = L.divIcon({ className: 'self', iconSize: [26, 26], html: '<i></i>' });
    L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(
      this.#self,
    );
  }

  /** Names where there is no map, so that somebody knows in which direction they look. */
  showNames(names: readonly { name: string; place: Place }[]): void {
    this.#names.clearLayers();
    for (const { name, place } of names) {
      const words = document.createElement('span');
      words.textContent = name;
      const icon = L.divIcon({ className: 'name', iconSize: [0, 0], html: words });
      L.marker(toLatLng(place), { icon, interactive: false, keyboard: false }).addTo(this.#names);
    }
  }

  /** Bring a place into the middle. */
  goTo(place: Place, zoom?: number): void {
    this.#map.setView(toLatLng(place), zoom ?? Math.max(NEAR, this.#map.getZoom()));
  }

  /** Show all signs at once. */
  showAll(places: readonly Place[]): void {
    if (places.length === 0) return;
    this.#map.fitBounds(L.latLngBounds(places.map(toLatLng)), { maxZoom: NEAR, padding: [60, 60] });
  }

  zoom(steps: number): void {
    this.#map.setZoom(this.#map.getZoom() + steps);
  }

  onMove(react: (centre: Place) => void): void {
    this.#map.on('move', () => react(this.centre));
  }

  onTap(react: (place: Place) => void): void {
    this.#map.on('click', (event: L.LeafletMouseEvent) => {
      const { lat, lng } = event.latlng.wrap();
      react([lng, lat]);
    });
  }

  refresh(): void {
    this.#map.invalidateSize();
  }

  destroy(): void {
    this.#map.remove();
  }
}
