import anchor from '~icons/openmoji/anchor?raw';
import badger from '~icons/openmoji/badger?raw';
import bear from '~icons/openmoji/bear?raw';
import beaver from '~icons/openmoji/beaver?raw';
import bell from '~icons/openmoji/bell?raw';
import bird from '~icons/openmoji/bird?raw';
import blueberries from '~icons/openmoji/blueberries?raw';
import bubbles from '~icons/openmoji/bubbles?raw';
import carrot from '~icons/openmoji/carrot?raw';
import cherries from '~icons/openmoji/cherries?raw';
import cherryBlossom from '~icons/openmoji/cherry-blossom?raw';
import chipmunk from '~icons/openmoji/chipmunk?raw';
import cloud from '~icons/openmoji/cloud?raw';
import coconut from '~icons/openmoji/coconut?raw';
import comet from '~icons/openmoji/comet?raw';
import compass from '~icons/openmoji/compass?raw';
import cricket from '~icons/openmoji/cricket?raw';
import deer from '~icons/openmoji/deer?raw';
import desertIsland from '~icons/openmoji/desert-island?raw';
import dolphin from '~icons/openmoji/dolphin?raw';
import drum from '~icons/openmoji/drum?raw';
import earOfCorn from '~icons/openmoji/ear-of-corn?raw';
import evergreenTree from '~icons/openmoji/evergreen-tree?raw';
import feather from '~icons/openmoji/feather?raw';
import flamingo from '~icons/openmoji/flamingo?raw';
import fountain from '~icons/openmoji/fountain?raw';
import gemStone from '~icons/openmoji/gem-stone?raw';
import giraffe from '~icons/openmoji/giraffe?raw';
import grapes from '~icons/openmoji/grapes?raw';
import harp from '~icons/openmoji/harp?raw';
import hedgehog from '~icons/openmoji/hedgehog?raw';
import hibiscus from '~icons/openmoji/hibiscus?raw';
import honeybee from '~icons/openmoji/honeybee?raw';
import horse from '~icons/openmoji/horse?raw';
import kiwiFruit from '~icons/openmoji/kiwi-fruit?raw';
import koala from '~icons/openmoji/koala?raw';
import ladyBeetle from '~icons/openmoji/lady-beetle?raw';
import lemon from '~icons/openmoji/lemon?raw';
import lighthouse from '~icons/openmoji/lighthouse?raw';
import llama from '~icons/openmoji/llama?raw';
import lotus from '~icons/openmoji/lotus?raw';
import mango from '~icons/openmoji/mango?raw';
import melon from '~icons/openmoji/melon?raw';
import moose from '~icons/openmoji/moose?raw';
import mountain from '~icons/openmoji/mountain?raw';
import olive from '~icons/openmoji/olive?raw';
import owl from '~icons/openmoji/owl?raw';
import palmTree from '~icons/openmoji/palm-tree?raw';
import panda from '~icons/openmoji/panda?raw';
import parrot from '~icons/openmoji/parrot?raw';
import peach from '~icons/openmoji/peach?raw';
import penguin from '~icons/openmoji/penguin?raw';
import pineapple from '~icons/openmoji/pineapple?raw';
import rabbit from '~icons/openmoji/rabbit?raw';
import raccoon from '~icons/openmoji/raccoon?raw';
import rainbow from '~icons/openmoji/rainbow?raw';
import rose from '~icons/openmoji/rose?raw';
import seal from '~icons/openmoji/seal?raw';
import shootingStar from '~icons/openmoji/shooting-star?raw';
import snowflake from '~icons/openmoji/snowflake?raw';
import snowman from '~icons/openmoji/snowman?raw';
import spiralShell from '~icons/openmoji/spiral-shell?raw';
import spoutingWhale from '~icons/openmoji/spouting-whale?raw';
import star from '~icons/openmoji/star?raw';
import strawberry from '~icons/openmoji/strawberry?raw';
import sun from '~icons/openmoji/sun?raw';
import sunflower from '~icons/openmoji/sunflower?raw';
import swan from '~icons/openmoji/swan?raw';
import tangerine from '~icons/openmoji/tangerine?raw';
import tent from '~icons/openmoji/tent?raw';
import tomato from '~icons/openmoji/tomato?raw';
import tropicalFish from '~icons/openmoji/tropical-fish?raw';
import tulip from '~icons/openmoji/tulip?raw';
import turtle from '~icons/openmoji/turtle?raw';
import violin from '~icons/openmoji/violin?raw';
import waterWave from '~icons/openmoji/water-wave?raw';
import zebra from '~icons/openmoji/zebra?raw';

/** Pictures of pseudonyms beside the pictograms that mean something elsewhere, as SVG text by German word. */
export const PORTRAITS: Readonly<Record<string, string>> = {
  achat: gemStone,
  alpaka: llama,
  ananas: pineapple,
  anker: anchor,
  apfelblüte: cherryBlossom,
  biber: beaver,
  biene: honeybee,
  brunnen: fountain,
  bär: bear,
  dachs: badger,
  delfin: dolphin,
  eichhörnchen: chipmunk,
  elch: moose,
  erdbeere: strawberry,
  esche: evergreenTree,
  feder: feather,
  flamingo: flamingo,
  forelle: tropicalFish,
  geige: violin,
  giraffe: giraffe,
  glocke: bell,
  grille: cricket,
  habicht: bird,
  harfe: harp,
  heidelbeere: blueberries,
  hibiskus: hibiscus,
  hirsch: deer,
  hügel: mountain,
  igel: hedgehog,
  insel: desertIsland,
  kaninchen: rabbit,
  karotte: carrot,
  kirsche: cherries,
  kiwi: kiwiFruit,
  koala: koala,
  kokosnuss: coconut,
  komet: comet,
  kompass: compass,
  leuchtturm: lighthouse,
  mais: earOfCorn,
  mandarine: tangerine,
  mango: mango,
  marienkäfer: ladyBeetle,
  melone: melon,
  muschel: spiralShell,
  olivenbaum: olive,
  palme: palmTree,
  panda: panda,
  papagei: parrot,
  pfirsich: peach,
  pinguin: penguin,
  pony: horse,
  regenbogen: rainbow,
  robbe: seal,
  rose: rose,
  schildkröte: turtle,
  schneeflocke: snowflake,
  schneemann: snowman,
  schwan: swan,
  seerose: lotus,
  seifenblase: bubbles,
  sonne: sun,
  sonnenblume: sunflower,
  stern: star,
  sternschnuppe: shootingStar,
  tomate: tomato,
  traube: grapes,
  trommel: drum,
  tulpe: tulip,
  uhu: owl,
  wal: spoutingWhale,
  waschbär: raccoon,
  welle: waterWave,
  wolke: cloud,
  zebra: zebra,
  zelt: tent,
  zitrone: lemon,
};
