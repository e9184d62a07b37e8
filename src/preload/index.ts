import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, type BridgeEvent, CHANNELS, EVENT_CHANNEL } from '../ipc/contract.ts';

/** The contract as the page sees it: one function a request, and nothing of Electron's. */
const bridge: Bridge = {
  ready: () => ipcRenderer.invoke(CHANNELS.ready),
  joinDefaults: () => ipcRenderer.invoke(CHANNELS.joinDefaults),
  join: (form) => ipcRenderer.invoke(CHANNELS.join, form),
  connect: (address) => ipcRenderer.invoke(CHANNELS.connect, address),
  send: (text) => ipcRenderer.invoke(CHANNELS.send, text),
  draft: () => ipcRenderer.invoke(CHANNELS.draft),
  keepDraft: (group, text) => ipcRenderer.invoke(CHANNELS.keepDraft, group, text),
  act: (text) => ipcRenderer.invoke(CHANNELS.act, text),
  reply: (to, text) => ipcRenderer.invoke(CHANNELS.reply, to, text),
  edit: (id, text) => ipcRenderer.invoke(CHANNELS.edit, id, text),
  remove: (id) => ipcRenderer.invoke(CHANNELS.remove, id),
  react: (id, emoji, on) => ipcRenderer.invoke(CHANNELS.react, id, emoji, on),
  versions: (id) => ipcRenderer.invoke(CHANNELS.versions, id),
  loadOlder: () => ipcRenderer.invoke(CHANNELS.loadOlder),
  seen: (ids) => ipcRenderer.invoke(CHANNELS.seen, ids),
  seenAll: () => ipcRenderer.invoke(CHANNELS.seenAll),
  loadNewer: () => ipcRenderer.invoke(CHANNELS.loadNewer),
  showNewest: () => ipcRenderer.invoke(CHANNELS.showNewest),
  showAround: (id) => ipcRenderer.invoke(CHANNELS.showAround, id),
  follow: (on) => ipcRenderer.invoke(CHANNELS.follow, on),
  typing: (on) => ipcRenderer.invoke(CHANNELS.typing, on),
  changeContact: (id, change) => ipcRenderer.invoke(CHANNELS.changeContact, id, change),
  changeProfile: (change) => ipcRenderer.invoke(CHANNELS.changeProfile, change),
  inspect: (id) => ipcRenderer.invoke(CHANNELS.inspect, id),
  safetyNumber: (id) => ipcRenderer.invoke(CHANNELS.safetyNumber, id),
  leave: () => ipcRenderer.invoke(CHANNELS.leave),
  invite: () => ipcRenderer.invoke(CHANNELS.invite),
  changeSecret: () => ipcRenderer.invoke(CHANNELS.changeSecret),
  putInvitationAway: (number) => ipcRenderer.invoke(CHANNELS.putInvitationAway, number),
  followInvitation: (number) => ipcRenderer.invoke(CHANNELS.followInvitation, number),
  copy: (text) => ipcRenderer.invoke(CHANNELS.copy, text),
  openLink: (url) => ipcRenderer.invoke(CHANNELS.openLink, url),
  setPreferences: (change) => ipcRenderer.invoke(CHANNELS.setPreferences, change),
  onEvent(listener) {
    // The first argument would hand the page Electron's own event object.
    const pass = (_event: unknown, event: BridgeEvent): void => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, pass);
    return () => ipcRenderer.off(EVENT_CHANNEL, pass);
  },
};

contextBridge.exposeInMainWorld('parley', bridge);
