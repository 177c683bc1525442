import L from 'leaflet';
import { leafletLayer } from 'protomaps-leaflet';
import type { Kind } from '../ui/kinds';
import { markerSvg } from '../ui/marker';
import { groundStyle } from './frame/ground';
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

/** Own position as the device knows it. */
export interface Position {
  place: Place;
  accuracy_m: number;
}

const NEAR = 17;

const toLatLng = ([lon, lat]: Place): L.LatLngTuple => [lat, lon];

/** Leaflet, wrapped: a map with signs in list order, an own position and a pale ground. */
export class WalkMap {
  readonly #map: L.Map;
  readonly #signs = L.layerGroup();
  readonly #self = L.layerGroup();
  #ground: L.Layer | null = null;

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
    this.#self.addTo(this.#map);
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

  /** Put the signs on the map, in this order, so that Tab walks them like the list. */
  showSigns(
    signs: readonly MapSign[],
    chosen: string | null,
    onchoose: (id: string) => void,
  ): void {
    this.#signs.clearLayers();
    for (const sign of signs) {
      const icon = L.divIcon({
        className: 'sign',
        iconSize: [44, 44],
        html: markerSvg(sign.kind, sign.id === chosen),
      });
      const marker = L.marker(toLatLng(sign.place), { icon, keyboard: true, alt: sign.name });
      marker.addTo(this.#signs);
      const element = marker.getElement();
      element?.setAttribute('aria-label', sign.name);
      marker.on('click', () => onchoose(sign.id));
      marker.on('keypress', (event) => {
        if (event.originalEvent.key === 'Enter') onchoose(sign.id);
      });
    }
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
