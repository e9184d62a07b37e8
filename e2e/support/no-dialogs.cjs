// Loaded before Parley: a box that waits for a click would wait for ever where nobody looks.
const { dialog } = require('electron');

dialog.showErrorBox = () => undefined;
