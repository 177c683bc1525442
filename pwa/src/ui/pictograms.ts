import wheelchair from '~icons/openmoji/person-in-manual-wheelchair-facing-right?raw';
import crutch from '~icons/openmoji/crutch?raw';
import whiteCane from '~icons/openmoji/person-with-white-cane?raw';
import glasses from '~icons/openmoji/glasses?raw';
import deaf from '~icons/openmoji/deaf-person?raw';
import hearingAid from '~icons/openmoji/ear-with-hearing-aid?raw';
import guideDog from '~icons/openmoji/guide-dog?raw';
import older from '~icons/openmoji/older-person?raw';
import everybody from '~icons/openmoji/people-holding-hands?raw';
import bird from '~icons/openmoji/black-bird?raw';
import leaf from '~icons/openmoji/maple-leaf?raw';
import rock from '~icons/openmoji/rock?raw';
import butterfly from '~icons/openmoji/butterfly?raw';
import hibiscus from '~icons/openmoji/hibiscus?raw';
import otter from '~icons/openmoji/otter?raw';
import eagle from '~icons/openmoji/eagle?raw';
import clover from '~icons/openmoji/four-leaf-clover?raw';
import coral from '~icons/openmoji/coral?raw';
import fox from '~icons/openmoji/fox?raw';
import droplet from '~icons/openmoji/droplet?raw';
import herb from '~icons/openmoji/herb?raw';
import chestnut from '~icons/openmoji/chestnut?raw';
import lock from '~icons/openmoji/locked?raw';
import chart from '~icons/openmoji/bar-chart?raw';
import mailbox from '~icons/openmoji/open-mailbox-with-raised-flag?raw';
import dialogue from '~icons/openmoji/people-dialogue?raw';
import speech from '~icons/openmoji/speech-balloon?raw';
import bell from '~icons/openmoji/bell?raw';
import bicycle from '~icons/openmoji/bicycle?raw';
import biceps from '~icons/openmoji/flexed-biceps?raw';
import camera from '~icons/openmoji/camera?raw';
import cat from '~icons/openmoji/cat?raw';
import check from '~icons/openmoji/check-mark-button?raw';
import compass from '~icons/openmoji/compass?raw';
import construction from '~icons/openmoji/construction?raw';
import cup from '~icons/openmoji/hot-beverage?raw';
import door from '~icons/openmoji/door?raw';
import eye from '~icons/openmoji/eye?raw';
import fish from '~icons/openmoji/fish?raw';
import guitar from '~icons/openmoji/guitar?raw';
import helpOthers from '~icons/openmoji/help-others?raw';
import key from '~icons/openmoji/key?raw';
import lift from '~icons/own/om-lift?raw';
import lightBulb from '~icons/openmoji/light-bulb?raw';
import moon from '~icons/openmoji/crescent-moon?raw';
import noEntry from '~icons/openmoji/no-entry?raw';
import parking from '~icons/openmoji/p-button?raw';
import apple from '~icons/openmoji/red-apple?raw';
import sailboat from '~icons/openmoji/sailboat?raw';
import shrug from '~icons/openmoji/person-shrugging?raw';
import thumbsUp from '~icons/openmoji/thumbs-up?raw';
import toilet from '~icons/openmoji/toilet?raw';
import tree from '~icons/openmoji/deciduous-tree?raw';
import umbrella from '~icons/openmoji/umbrella?raw';
import waving from '~icons/openmoji/waving-hand?raw';
import zipper from '~icons/openmoji/zipper-mouth-face?raw';
import woman from '~icons/openmoji/woman?raw';
import man from '~icons/openmoji/man?raw';
import person from '~icons/openmoji/person?raw';
import girl from '~icons/openmoji/girl?raw';
import boy from '~icons/openmoji/boy?raw';
import baby from '~icons/openmoji/baby?raw';
import oldWoman from '~icons/openmoji/old-woman?raw';
import oldMan from '~icons/openmoji/old-man?raw';
import family from '~icons/openmoji/family?raw';
import heart from '~icons/openmoji/red-heart?raw';
import dog from '~icons/openmoji/dog?raw';
import house from '~icons/openmoji/house?raw';
import hospital from '~icons/openmoji/hospital?raw';
import office from '~icons/openmoji/office-building?raw';
import church from '~icons/openmoji/church?raw';
import shopping from '~icons/openmoji/shopping-cart?raw';
import tools from '~icons/openmoji/hammer-and-wrench?raw';
import healthWorker from '~icons/openmoji/health-worker?raw';
import ball from '~icons/openmoji/soccer-ball?raw';
import music from '~icons/openmoji/musical-notes?raw';
import mobile from '~icons/openmoji/mobile-phone?raw';
import star from '~icons/openmoji/star?raw';
import hugging from '~icons/openmoji/people-hugging?raw';
import toolbox from '~icons/openmoji/toolbox?raw';
import information from '~icons/openmoji/information?raw';
import handshake from '~icons/openmoji/handshake?raw';
import houses from '~icons/openmoji/houses?raw';
import sofa from '~icons/openmoji/couch-and-lamp?raw';
import friends from '~icons/openmoji/women-holding-hands?raw';
import collision from '~icons/openmoji/collision?raw';
import gsKerb from '~icons/own/gs-kerb?raw';
import gsMissing from '~icons/own/gs-missing?raw';
import gsRamp from '~icons/own/gs-ramp?raw';
import gsSlope from '~icons/own/gs-slope?raw';
import gsSurface from '~icons/own/gs-surface?raw';
import gsTurn from '~icons/own/gs-turn?raw';
import gsWidth from '~icons/own/gs-width?raw';

/** Pictograms in use, as SVG text on OpenMoji's 72 grid. They carry meaning and always stand on a plate. */
export const PICTOGRAMS = {
  wheelchair,
  crutch,
  'white-cane': whiteCane,
  glasses,
  deaf,
  'hearing-aid': hearingAid,
  'guide-dog': guideDog,
  older,
  everybody,
  bird,
  leaf,
  rock,
  butterfly,
  hibiscus,
  otter,
  eagle,
  clover,
  coral,
  fox,
  droplet,
  herb,
  chestnut,
  apple,
  bell,
  chart,
  dialogue,
  lock,
  mailbox,
  speech,
  bicycle,
  biceps,
  camera,
  cat,
  check,
  compass,
  construction,
  cup,
  door,
  eye,
  fish,
  guitar,
  'help-others': helpOthers,
  kerb: gsKerb,
  key,
  lift,
  'light-bulb': lightBulb,
  missing: gsMissing,
  moon,
  'no-entry': noEntry,
  parking,
  ramp: gsRamp,
  sailboat,
  shrug,
  slope: gsSlope,
  surface: gsSurface,
  'thumbs-up': thumbsUp,
  toilet,
  tree,
  turn: gsTurn,
  umbrella,
  waving,
  width: gsWidth,
  zipper,
  woman,
  man,
  person,
  girl,
  boy,
  baby,
  'old-woman': oldWoman,
  'old-man': oldMan,
  family,
  heart,
  dog,
  house,
  hospital,
  office,
  church,
  shopping,
  tools,
  'health-worker': healthWorker,
  ball,
  music,
  mobile,
  star,
  hugging,
  toolbox,
  information,
  handshake,
  houses,
  sofa,
  friends,
  collision,
} as const;

export type PictogramName = keyof typeof PICTOGRAMS;
