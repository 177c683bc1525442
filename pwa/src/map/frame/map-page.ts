import * as L from 'leaflet';
import { leafletLayer } from 'protomaps-leaflet';
import { FindingsLayer } from './FindingsLayer';
import { groundStyle } from './ground';
import type { MapFinding } from './markers';
import { type FromMap, type ToMap, hear } from './messages';

interface Ground {
  basemap_url: string | null;
  attribution: string;
  bounds: [number, number, number, number];
  outlines: GeoJSON.FeatureCollection;
}

const WIDEST_ZOOM = 10;
const CLOSEST_ZOOM = 20;
/** The basemap holds tiles up to here; beyond, they are drawn larger. */
const DATA_ZOOM = 15;

let drawGround = (): void => undefined;

function tell(message: FromMap): void {
  // The page around is our own (`frame-ancestors`); what is told is the id of a released finding.
  if (parent !== window) parent.postMessage(message, '*');
}

/** Draw basemap and social spaces, and put the controls where thumbs and eyes expect them. */
export function showGround(map: L.Map, ground: Ground): void {
  map.setMinZoom(WIDEST_ZOOM).setMaxZoom(CLOSEST_ZOOM);
  map.attributionControl.setPrefix(false);
  L.control
    .zoom({ position: 'bottomright', zoomInTitle: 'Näher heran', zoomOutTitle: 'Weiter weg' })
    .addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  map.getContainer().setAttribute('role', 'region');
  map
    .getContainer()
    .setAttribute('aria-label', 'Karte. Pfeiltasten verschieben, Plus und Minus zoomen.');
  drawGround = groundDrawer(map, ground);
  drawGround();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawGround());
  showOutlines(map, ground.outlines);
}

function groundDrawer(map: L.Map, ground: Ground): () => void {
  let layer: L.Layer | null = null;
  return () => {
    layer?.remove();
    if (!ground.basemap_url) return;
    layer = leafletLayer({
      url: new URL(ground.basemap_url, location.href).href,
      maxDataZoom: DATA_ZOOM,
      attribution: ground.attribution,
      lang: 'de',
      ...groundStyle(),
    }) as unknown as L.Layer;
    layer.addTo(map);
  };
}

function showOutlines(map: L.Map, outlines: GeoJSON.FeatureCollection): void {
  L.geoJSON(outlines, {
    interactive: false,
    style: { className: 'outline', fill: false, weight: 3, dashArray: '1 6', lineCap: 'round' },
  }).addTo(map);
}

/** Show the findings and share the selection with the page around. */
export function showFindings(map: L.Map, findings: MapFinding[]): void {
  const layer = new FindingsLayer(map, findings, (id) => tell({ type: 'gegenstrom:chosen', id }));
  hear(
    () => parent,
    (message) => obey(message as ToMap, layer),
  );
  tell({ type: 'gegenstrom:ready' });
}

function obey(message: ToMap, layer: FindingsLayer): void {
  switch (message.type) {
    case 'gegenstrom:choose':
      layer.choose(message.id);
      return;
    case 'gegenstrom:show':
      layer.show(message.ids);
      return;
    case 'gegenstrom:look':
      layer.popups = message.popups;
      look('theme', message.theme);
      look('contrast', message.contrast);
      drawGround();
      return;
    default:
      message satisfies never;
  }
}

function look(name: 'theme' | 'contrast', value: string | null): void {
  const root = document.documentElement;
  if (value) root.setAttribute(`data-${name}`, value);
  else root.removeAttribute(`data-${name}`);
}
