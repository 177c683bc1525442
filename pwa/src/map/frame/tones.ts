/** The map colours of the look, as `tokens.css` names them after `--map-`. */
export type Tone =
  | 'land'
  | 'urban'
  | 'park'
  | 'forest'
  | 'water'
  | 'building'
  | 'building-line'
  | 'public'
  | 'public-line'
  | 'casing'
  | 'road'
  | 'road-main'
  | 'square'
  | 'path'
  | 'rail'
  | 'label'
  | 'halo'
  | 'poi'
  | 'water-label'
  | 'green-label';

export type Tones = (tone: Tone) => string;

/** The colours that hold now, read from the page: light, dark and "Sonne" need one style only. */
export function readTones(): Tones {
  const style = getComputedStyle(document.documentElement);
  return (tone) => style.getPropertyValue(`--map-${tone}`).trim();
}
