import alert from '~icons/tabler/alert-octagon?raw';
import arrowDown from '~icons/tabler/arrow-down?raw';
import arrowLeft from '~icons/tabler/arrow-left?raw';
import arrowRight from '~icons/tabler/arrow-right?raw';
import arrowUp from '~icons/tabler/arrow-up?raw';
import backspace from '~icons/tabler/backspace?raw';
import barrier from '~icons/tabler/barrier-block?raw';
import bulb from '~icons/tabler/bulb?raw';
import camera from '~icons/tabler/camera?raw';
import check from '~icons/tabler/check?raw';
import cloudCheck from '~icons/tabler/cloud-check?raw';
import cloudUpload from '~icons/tabler/cloud-upload?raw';
import crosshair from '~icons/tabler/current-location?raw';
import desk from '~icons/tabler/device-desktop?raw';
import device from '~icons/tabler/device-mobile?raw';
import deviceCheck from '~icons/tabler/device-mobile-check?raw';
import clock from '~icons/tabler/clock?raw';
import external from '~icons/tabler/external-link?raw';
import eye from '~icons/tabler/eye?raw';
import filter from '~icons/tabler/filter?raw';
import help from '~icons/tabler/help-circle?raw';
import hand from '~icons/tabler/hand-finger?raw';
import list from '~icons/tabler/list-details?raw';
import lock from '~icons/tabler/lock?raw';
import logout from '~icons/tabler/logout?raw';
import map from '~icons/tabler/map?raw';
import mapPin from '~icons/tabler/map-pin?raw';
import minus from '~icons/tabler/minus?raw';
import pause from '~icons/tabler/player-pause?raw';
import pencil from '~icons/tabler/pencil?raw';
import photo from '~icons/tabler/photo?raw';
import qr from '~icons/tabler/qrcode?raw';
import plus from '~icons/tabler/plus?raw';
import refresh from '~icons/tabler/refresh?raw';
import settings from '~icons/tabler/settings?raw';
import speak from '~icons/tabler/volume?raw';
import signature from '~icons/tabler/signature?raw';
import stop from '~icons/tabler/flag-check?raw';
import shield from '~icons/tabler/shield-check?raw';
import thumbUp from '~icons/tabler/thumb-up?raw';
import trash from '~icons/tabler/trash?raw';
import undo from '~icons/tabler/arrow-back-up?raw';
import redo from '~icons/tabler/arrow-forward-up?raw';
import users from '~icons/tabler/users?raw';
import wifiOff from '~icons/tabler/wifi-off?raw';
import cross from '~icons/tabler/x?raw';
import chevronDown from '~icons/tabler/chevron-down?raw';
import download from '~icons/tabler/download?raw';
import file from '~icons/tabler/file-text?raw';
import grip from '~icons/tabler/grip-vertical?raw';
import cut from '~icons/tabler/scissors?raw';
import key from '~icons/tabler/key?raw';
import people from '~icons/tabler/users?raw';
import print from '~icons/tabler/printer?raw';
import zoomIn from '~icons/tabler/zoom-in?raw';
import zoomOut from '~icons/tabler/zoom-out?raw';
import zoomAll from '~icons/tabler/arrows-minimize?raw';
import bolt from '~icons/tabler/bolt?raw';
import briefcase from '~icons/tabler/briefcase?raw';
import copy from '~icons/tabler/copy?raw';

/** Tabler outline icons in use, as SVG text. An icon never stands alone without a label. */
export const ICONS = {
  alert,
  'arrow-down': arrowDown,
  'arrow-left': arrowLeft,
  'arrow-right': arrowRight,
  'arrow-up': arrowUp,
  backspace,
  barrier,
  device,
  qr,
  bulb,
  camera,
  check,
  clock,
  'cloud-check': cloudCheck,
  'cloud-upload': cloudUpload,
  cross,
  crosshair,
  desk,
  'device-check': deviceCheck,
  download,
  external,
  eye,
  filter,
  hand,
  help,
  list,
  logout,
  map,
  'map-pin': mapPin,
  minus,
  pause,
  pencil,
  photo,
  plus,
  refresh,
  settings,
  shield,
  signature,
  speak,
  stop,
  'thumb-up': thumbUp,
  trash,
  undo,
  redo,
  users,
  'wifi-off': wifiOff,
  'chevron-down': chevronDown,
  file,
  grip,
  lock,
  cut,
  key,
  people,
  print,
  copy,
  'zoom-in': zoomIn,
  'zoom-out': zoomOut,
  'zoom-all': zoomAll,
  bolt,
  briefcase,
} as const;

export type IconName = keyof typeof ICONS;
