"""A screen that is busy: nothing is drawn while frames are held."""

HELD_FRAMES = """
const frame = window.requestAnimationFrame.bind(window);
let held = null;
window.requestAnimationFrame = draw => held ? held.push(draw) : frame(draw);
window.holdFrames = () => { held = []; };
window.releaseFrames = () => { const due = held; held = null; due.forEach(draw => frame(draw)); };
"""
"""For a page to run before its own scripts."""
