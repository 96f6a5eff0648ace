"""The pictures of docs/images, taken of the real thing in a browser without a screen; see script/screenshots."""
