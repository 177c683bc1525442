import type { Wire } from '../api/client';
import { formatNumber, m } from '../words';
import { labelOfCode, vocabulary } from '../words/vocabulary';
import type { Content } from './commands';
import { nameOf } from './maps';

type Metrics = Wire['Metrics'];
type SectorName = (code: string) => string | null;
/** From here on an area looks mostly inward or outward (of -1 to 1). */
const MOSTLY = 0.2;
const MOST_GROUPS = 3;

/** Each metric in a plain sentence of its own; none is a score. */
export function explained(found: Metrics, content: Content, sectorName: SectorName): string[] {
  const { whole } = found;
  return [
    m['network.n_size']({ n: whole.connectable, m: whole.connected }),
    ...areas(found, sectorName),
    ...share(whole.density, m['network.n_density']),
    ...(whole.degree ? [m['network.n_degree']({ n: formatNumber(whole.degree.mean, 1) })] : []),
    ...named(whole.isolates, content, m['network.n_isolates']),
    ...found.cliques
      .slice(0, MOST_GROUPS)
      .flatMap((group) => named(group, content, m['network.n_cliques'])),
    m['network.n_bridges']({ n: found.bridges.length }),
    ...found.sectors.flatMap(({ code, e_i_index }) => looks(sectorName(code), e_i_index)),
    ...share(found.reciprocity, m['network.n_reciprocity']),
    ...share(found.professional_share, m['network.n_paid']),
    ...coverage(found),
    ...spread(found),
  ];
}

function areas({ sectors }: Metrics, sectorName: SectorName): string[] {
  return sectors.flatMap(({ code, contacts }) => {
    const area = sectorName(code);
    return area ? [m['network.n_sector']({ area, n: contacts })] : [];
  });
}

function share(value: number | null, say: (inputs: { n: string }) => string): string[] {
  return value === null ? [] : [say({ n: formatNumber(value * 100) })];
}

function named(
  ids: readonly string[],
  { contacts }: Content,
  say: (inputs: { names: string }) => string,
): string[] {
  const names = ids.flatMap((id) => {
    const one = contacts.get(id);
    return one ? [nameOf(one)] : [];
  });
  return names.length > 0 ? [say({ names: names.join(', ') })] : [];
}

/** Whether an area looks inward or outward. */
function looks(area: string | null, index: number | null): string[] {
  if (area === null || index === null) return [];
  if (index < -MOSTLY) return [m['network.n_ei_in']({ area })];
  return [index > MOSTLY ? m['network.n_ei_out']({ area }) : m['network.n_ei_even']({ area })];
}

function coverage(found: Metrics): string[] {
  return found.coverage.map(({ code, got, paid }) =>
    m['network.n_coverage']({ type: labelOfCode(vocabulary.supportTypes, code), got, paid }),
  );
}

function spread({ entropy, sectors }: Metrics): string[] {
  if (entropy === null || sectors.length < 2) return [];
  const most = formatNumber(Math.log2(sectors.length), 1);
  return [m['network.n_entropy']({ n: formatNumber(entropy, 1), most })];
}
